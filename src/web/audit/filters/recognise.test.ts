import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { isAddress, spellingsOf } from '../../../contract/ip-address.ts';
import { valueOf } from '../../lib/marks.ts';
import { idForms, isTelling, readAtMost, recognise } from './recognise.ts';

const uuid = '123e4567-e89b-12d3-a456-426614174000';
const trace = '4bf92f3577b34da6a3ce929d0e0e4736';

/** What was read out of a text, without the words that only the data can tell. */
const read = (text: string) => {
  const { emails, hosts, networks, ids } = recognise(text);
  const lists = Object.entries({ emails, hosts, networks, ids });
  return Object.fromEntries(lists.filter(([, values]) => values.length > 0));
};

describe('a text that was pasted', () => {
  it.each([
    ['ana@x.org', { emails: ['ana@x.org'] }],
    [' ana@x.org, bob@y.org ', { emails: ['ana@x.org', 'bob@y.org'] }],
    ['ana@x.org\nbob@y.org\r\nana@x.org\tANA@x.org', { emails: ['ana@x.org', 'bob@y.org'] }],
    ['ana@x.org bob@y.org; eva@z.org', { emails: ['ana@x.org', 'bob@y.org', 'eva@z.org'] }],
    ['Ana <ana@x.org>', { emails: ['ana@x.org'] }],
    ['Doe, Ana <ana@x.org>', { emails: ['ana@x.org'] }],
    ['"Doe, Ana" <ana@x.org>; Bob (IT) <bob@y.org>;', { emails: ['ana@x.org', 'bob@y.org'] }],
    ['mailto:ana@x.org?subject=Help', { emails: ['ana@x.org'] }],
    ['"ana@x.org".', { emails: ['ana@x.org'] }],
    ['“ana@x.org”', { emails: ['ana@x.org'] }],
    ['‘ana@x.org’, «bob@y.org»', { emails: ['ana@x.org', 'bob@y.org'] }],
    ['\u200bana\u00ad@x.org\ufeff', { emails: ['ana@x.org'] }],
    ['\u00a0ana@x.org\t', { emails: ['ana@x.org'] }],
    [
      '• ana@x.org\n•bob@y.org\n- eva@z.org\n2. tom@z.org',
      { emails: ['ana@x.org', 'bob@y.org', 'eva@z.org', 'tom@z.org'] },
    ],
    ['Could not sign in (ana@host)!', { emails: ['ana@host'] }],
    ["o'brien+vpn@x.org", { emails: ["o'brien+vpn@x.org"] }],
    ['Ana: xmpp:ana@x.org/phone, bob@y.org:22', { emails: ['ana@x.org', 'bob@y.org'] }],
    ['ana@x.org/bob@y.org', { emails: ['ana@x.org', 'bob@y.org'] }],
    ['ana[@]x[.]org from 192[.]0[.]2[.]1', { emails: ['ana@x.org'], hosts: ['192.0.2.1'] }],
    ['邮箱：ana＠x.org，bob@y.org', { emails: ['ana@x.org', 'bob@y.org'] }],
    ['192.0.2.1:443->10.0.0.1:80 → 10.0.0.2#53', { hosts: ['192.0.2.1', '10.0.0.1', '10.0.0.2'] }],
    [uuid.replaceAll('-', '\u2011'), { ids: [uuid] }],
    ['Request ID：req-1', { ids: ['req-1'] }],
    ['ana%40x.org', { emails: ['ana@x.org'] }],
    ['user=ana@x.org', { emails: ['ana@x.org'] }],
    ['E-mail: _svc@x.org.', { emails: ['_svc@x.org'] }],
    ['{"email":"ana@x.org","source_ip":"192.0.2.1"}', { emails: ['ana@x.org'], hosts: ['192.0.2.1'] }],
    ['ana@x.org 10.0.0.1', { emails: ['ana@x.org'], hosts: ['10.0.0.1'] }],
    ['10.0.0.1,255.255.255.255', { hosts: ['10.0.0.1', '255.255.255.255'] }],
    ['2001:DB8::1', { hosts: ['2001:DB8::1'] }],
    ['From ::1, 2001:db8::.', { hosts: ['::1', '2001:db8::'] }],
    ['::ffff:192.0.2.1', { hosts: ['::ffff:192.0.2.1'] }],
    ['192.0.2.1:443', { hosts: ['192.0.2.1'] }],
    ['[2001:db8::1]:443', { hosts: ['2001:db8::1'] }],
    ['fe80::1%eth0', { hosts: ['fe80::1'] }],
    ['Source IP: 192.0.2.1.', { hosts: ['192.0.2.1'] }],
    ['https://192.0.2.1:8443/path', { hosts: ['192.0.2.1'] }],
    ['10.31.0.0/16 and 2001:db8::/32', { networks: ['10.31.0.0/16', '2001:db8::/32'] }],
    ['192.0.2.1/32', { hosts: ['192.0.2.1'] }],
    ['ip=vpn.example.org', { ids: ['vpn.example.org'] }],
    [uuid, { ids: [uuid] }],
    [`{${uuid.toUpperCase()}}`, { ids: [uuid.toUpperCase()] }],
    [`urn:uuid:${uuid}`, { ids: [uuid] }],
    [trace, { ids: [trace] }],
    [`traceparent: 00-${trace}-00f067aa0ba902b7-01`, { ids: [trace] }],
    [`Request ID: ${uuid}`, { ids: [uuid] }],
    ['• Request ID: a/1', { ids: ['a/1'] }],
    ['request_id=req-1 level=info', { ids: ['req-1'] }],
    ['{"request_id":"r 1\\u002f2","result":"Failure"}', { ids: ['r 1/2'] }],
    ['{\\"requestId\\":\\"r-1\\"}', { ids: ['r-1'] }],
    ['X-Request-ID: r%2F1', { ids: ['r%2F1', 'r/1'] }],
    ['id=r-%e2%82%ac%F0%9f%98%80', { ids: ['r-%e2%82%ac%F0%9f%98%80', 'r-€😀'] }],
    // no encoding of any text: half of one, a surrogate, a byte too many
    ['id=r-%e2%82 id=%ed%a0%80 id=100% id=%c0%af', { ids: ['r-%e2%82', '%ed%a0%80', '100%', '%c0%af'] }],
    ['{"id":"r 1\\q","user_id":"a\\u00e9"}', { ids: ['r 1\\q', 'aé'] }],
    ['session: s1\ttrace_id: t1', { ids: ['s1', 't1'] }],
    ['https://audit.example.org/attempts/r%2F1?at=2026-03-18', { ids: ['r/1'] }],
    ['https://audit.example.org/users/ana%40x.org', { emails: ['ana@x.org'] }],
    ['http://127.0.0.1:9/addresses/192.0.2.1', { hosts: ['192.0.2.1'] }],
    ['https://x.org/login?email=ana%40x.org&a=1', { emails: ['ana@x.org'] }],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
    expect(isTelling(recognise(text))).toBe(true);
  });

  it.each([
    '',
    'ana',
    'ana bob',
    '10.0.0',
    '10.0.0.256',
    '1.2.3.4.5',
    '010.0.0.1',
    '10:30',
    '10:30:00',
    '@',
    'a@b@c',
    '@x.org',
    '2026-03-18 09:00',
    '2026-03-18T09:00:00.000Z',
    'Payroll',
    'std::string',
    'DOMAIN\\user',
    'https://x.org/',
  ])('is searched for as it is: %j', (text) => {
    expect(isTelling(recognise(text))).toBe(false);
    expect(recognise(text).whole).toBe(true);
  });

  it.each([
    ['ana@x.org', true],
    [' ana@x.org ', true],
    [uuid.toUpperCase(), true],
    ['<ana@x.org>', false],
    ['ana@x.org bob@y.org', false],
    ['192.0.2.1:443', false],
    [`id ${uuid}`, false],
  ])('is one value as it stands: %j, %s', (text, whole) => expect(recognise(text).whole).toBe(whole));

  it.each([
    ['req-000123', ['req-000123']],
    ['Payroll', ['Payroll']],
    ['Refused (ticket INC0012345) on 2026-03-18 at 09:00:00, see req-000123.', ['INC0012345', 'req-000123']],
    ['192.0.2.1:443', ['192.0.2.1:443']],
    ['ana\u200b@x.org', ['ana‹U+200B›@x.org']],
    // as it was copied from a screen
    ['ana‹U+200B›99', ['ana‹U+200B›99', 'ana99']],
    ['req-000123 ', ['req-000123', 'req-000123␣']],
    ['two words', []],
  ])('holds words that may be ids: %j', (text, words) => expect(recognise(text).words).toEqual(words));

  it.each([
    ['Session: abc-1', 'session'],
    ['"client_id":"x"', 'client_id'],
    [`trace id = ${trace}`, 'trace_id'],
    [`id: ${trace}`, undefined],
    ['session=a request_id=b', undefined],
    ['http://x.org/sessions/s1', 'session'],
  ])('says what its id is of: %j', (text, property) => expect(recognise(text).property).toBe(property));

  it.each([
    ['https://audit.example.org/events?result=Failure&range=7d', '/events?result=Failure&range=7d'],
    ['http://127.0.0.1:9/attempts/r%2F1', '/attempts/r%2F1'],
    ['https://x.org/elsewhere/1', undefined],
    [
      'Please look (https://audit.example.org/attempts/r%2F1?at=2026-03-18T09:10:00Z).',
      '/attempts/r%2F1?at=2026-03-18T09:10:00Z',
    ],
    ['see <https://audit.example.org/sessions/s1>, thanks', '/sessions/s1'],
    ['audit.example.org/attempts/r1?at=now', '/attempts/r1?at=now'],
    ['/attempts/r1?at=now', '/attempts/r1?at=now'],
    ['either/or and /etc/passwd', undefined],
  ])('is a link of the dashboard: %j', (text, page) => expect(recognise(text).page).toBe(page));

  it('gives every address of a list, however it is separated and wrapped', () => {
    const email = fc.stringMatching(/^[a-z0-9]{1,8}@[a-z]{1,8}\.org$/);
    const values = fc.uniqueArray(fc.oneof(fc.ipV4(), fc.ipV6(), email), { minLength: 1, maxLength: 150 });
    const separator = fc.constantFrom(', ', ',', ' ', '\n', '; ', '\t', '\r\n• ', ' | ');
    const wrapped = fc.constantFrom(
      ...(['', '""', '<>', '()', '“”', '‘’', '\u200b\u200b', '\u00a0\t'] as const),
    );
    fc.assert(
      fc.property(values, separator, wrapped, (all, between, [before = '', after = '']) => {
        const { emails, hosts } = recognise(all.map((value) => `${before}${value}${after}`).join(between));
        expect([...emails, ...hosts].toSorted()).toEqual(all.toSorted());
      }),
    );
  });

  it('holds what it names as it was encoded', () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }).map((each) => `-${each}-€`);
    fc.assert(
      fc.property(text, (value) => {
        const { ids } = recognise(`id=${encodeURIComponent(value).replaceAll("'", '%27')}`);
        expect(ids.map(valueOf)).toContain(value);
      }),
    );
  });

  it.each(['id=%ff ', 'a%c3%28,', 'id="\\', 'ip="\t" ', '\u202e\u0000id:"', '{"id":"\\u"}'])(
    'however long takes no error for each of its words: %j',
    (part) => {
      const spies = [vi.spyOn(JSON, 'parse'), vi.spyOn(globalThis, 'decodeURIComponent')];
      recognise(part.repeat(5_000));
      const failed = spies.flatMap(({ mock }) => mock.results).filter(({ type }) => type === 'throw');
      vi.restoreAllMocks();
      expect(failed).toEqual([]);
    },
  );

  it('is read as far as a page has room for it', () => {
    const long = 'ana@x.org, '.repeat(20_000);
    expect(recognise(long)).toMatchObject({ emails: ['ana@x.org'], unread: long.length - readAtMost });
    for (const text of [
      'a='.repeat(50_000),
      ':'.repeat(90_000),
      '<'.repeat(90_000),
      `"${'"'.repeat(60_000)}b`,
      `a${'.'.repeat(60_000)}b`,
      'a.'.repeat(50_000),
      '%4'.repeat(50_000),
    ])
      expect(recognise(text).emails).toEqual([]);
  });
});

describe('the forms of an id', () => {
  it('are those in which it can be stored', () => {
    expect(idForms('Req-1')).toEqual(['Req-1', 'req-1', 'REQ-1']);
    expect(idForms(uuid.toUpperCase())).toEqual(
      expect.arrayContaining([uuid, uuid.toUpperCase(), uuid.replaceAll('-', '')]),
    );
    expect(idForms(trace)).toContain('4bf92f35-77b3-4da6-a3ce-929d0e0e4736');
  });
});

describe('addresses of hosts', () => {
  it('are what browsers take for one, and are written in the usual way as browsers write them', () => {
    const group = fc.constantFrom('0', '0000', '1', 'db8', 'ABCD', 'ffff');
    const part = fc.array(group, { maxLength: 8 }).map((groups) => groups.join(':'));
    const text = fc.oneof(
      fc.ipV6(),
      part,
      fc.tuple(part, part).map((parts) => parts.join('::')),
      fc.tuple(part, fc.ipV4()).map((parts) => parts.join('::')),
    );
    fc.assert(
      fc.property(text, (address) => {
        if (address === '' || !address.includes(':')) return;
        const url = URL.canParse(`http://[${address}]/`) ? new URL(`http://[${address}]/`) : undefined;
        expect(isAddress(address)).toBe(url !== undefined);
        const usual = url ? [url.hostname.slice(1, -1)] : [];
        expect(spellingsOf(address)).toEqual(expect.arrayContaining(usual));
      }),
    );
  });
});
