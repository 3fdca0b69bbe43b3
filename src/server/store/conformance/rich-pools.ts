import type { AuditRecord } from '../../../contract/record.ts';

/* The values in the histories of `rich-samples.ts`. */

/** Longer than any column holds; no letter in it has a case, and it sorts behind every other text here. */
export const long = `\ufffd${'7'.repeat(600)}`;

export const pools = {
  user_id: [
    'u1',
    'u2',
    'U1',
    `o'x"; DROP TABLE events; --`,
    '\ufeffu3',
    long,
    '%',
    'constructor',
    's-1-5-21',
    'solo@x.example',
    '',
  ],
  upstream_user_id: [
    'Ann@x.example',
    'ann@x.example',
    'аnn@x.example', // with a Cyrillic а
    'BOB@x.example',
    'Straße@x.example',
    'STRASSE@x.example',
    `o'q"_%@x.example`,
    'S-1-5-21',
    'Solo@x.example',
    'SOLO@x.example',
    'solo.too@x.example',
    'lone@x.example',
    'far@x.example',
    '\ufeffann@x.example',
    long,
    '',
  ],
  source_ip: ['192.0.2.1', '192.0.2.2', '2001:db8::1', `'; --`, '\ufeff192.0.2.1', ''],
  application_name: ['Payroll', 'payroll', 'Wiki', '\ufeffWiki', 'a"b\\c%', long, ''],
  client_id: ['c1', 'c2', ''],
  upstream_idp: ['Okta', 'okta', 'Entra_%', long, ''],
  org_id: ['o1', 'O1', `o'2`, ''],
  session: ['s1', 's2', 's3', `s'4`, '\ufeffs5', ''],
  user_agent: ['Browser/120.0 (X 10_15_7)', 'Browser/121.1.2 (X 10_15_7)', 'curl/8.1', long, ''],
  place: ['Bonn', 'Ulm', 7, ''],
} as const;
/** Addresses that one user_id alone has, whatever their case; none else is recorded with them. */
const alone = new Map([
  ['solo@x.example', 'u1'],
  ['solo.too@x.example', 'u1'],
  ['lone@x.example', 'solo@x.example'],
  ['far@x.example', long],
]);

/** The record, by the user_id that alone has its address where that has one. */
export const withItsOwn = (record: AuditRecord): AuditRecord => {
  const owner = alone.get((record.upstream_user_id ?? '').toLowerCase());
  return owner === undefined || record.user_id === undefined ? record : { ...record, user_id: owner };
};
