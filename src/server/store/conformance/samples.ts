import * as fc from 'fast-check';
import { ExactNumber } from '../../../contract/exact-number.ts';
import {
  type Micros,
  formatInstant,
  micros,
  microsPerDay,
  microsPerHour,
  parseInstant,
} from '../../../contract/instant.ts';
import { isRefusal, prepareRecord, withId } from '../../ingest/prepare.ts';
import { derivedId } from '../derived-id.ts';
import { hosts } from './hosts.ts';
import type { PreparedEvent } from '../store.ts';

export const instant = (iso: string): Micros => parseInstant(iso) ?? micros(0n);

/** Prepare a record as the webhook and the importer do. */
export const prepared = (record: object, id: string | number): PreparedEvent => {
  const outcome = prepareRecord(record);
  if (isRefusal(outcome)) throw new Error(`The sample is refused: ${outcome.message}`);
  return withId(outcome, typeof id === 'number' ? derivedId(outcome.contentHash, id) : id);
};

const noon = instant('2026-03-29T12:00:00Z');

/** Many equal instants, neighbours, and a few that are centuries away. */
export const times: fc.Arbitrary<Micros> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(noon, micros(noon + 1n), micros(noon - 1n)) },
  {
    weight: 6,
    arbitrary: fc.integer({ min: -60, max: 60 }).map((hour) => micros(noon + BigInt(hour) * microsPerHour)),
  },
  {
    weight: 3,
    arbitrary: fc.integer({ min: -40, max: 40 }).map((day) => micros(noon + BigInt(day) * microsPerDay - 1n)),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      instant('0001-01-01T00:00:00Z'),
      instant('1969-12-31T23:59:59.999999Z'),
      instant('1970-01-01T00:00:00Z'),
      instant('9999-12-30T23:59:59.999999Z'),
      instant('9999-12-31T23:59:59.999999Z'),
    ),
  },
);

export const users = ['u1', 'u2', 'u3', '', 'constructor', 'Straße', 'ſ'];
export const sampleUpstreams = [
  'Ann@Example.org',
  'ann@example.org',
  'bob@example.org',
  'cyd@x',
  'S-1-5',
  'a b@c',
  'a\u00a0b@c',
  'İ@ß.x',
  'i̇@SS.x',
  'i@ẞ.x',
  'ΣΑΣ@x',
  'σας@x',
  '',
];
export const sampleResults = [
  'Success',
  'Failure',
  'other',
  'Denied',
  '',
  'a',
  'b',
  'c',
  'd',
  'e',
  'f',
  'g',
  'h',
];
export const requests = ['r1', 'r2', 'R1'];
export const sessions = ['s1', 's2'];
export const sampleExtraNames = ['a', 'b/c', 'd~e', 'f"g', 'h.i', '$', 'constructor', 'a b', '0', '~1'];
/** Numbers that no double holds: a whole one, others by themselves and within a list. */
export const exact = ['9007199254740993', '-12345678901234567890.50', '1E-400'];
const numbers = [1e21, 1e-7, 0.1 + 0.2, 0.00001, -12345.678901, 2 ** 53, 1e20, -1e300];
const extraTexts = ['1', 'true', '', 'x\0y', '1e+21', '1e21', '["😀"]'];
const nested = [['😀'], [1e21, '\u001f\u007f/\u2028'], { '\u001f': [0.1 + 0.2, {}] }, [], {}];
const extraValues = [
  ...exact.map((digits) => new ExactNumber(digits)),
  ...exact.map((digits) => [new ExactNumber(digits)]),
  9_007_199_254_740_992,
  '9007199254740993',
  ...extraTexts,
  ...numbers,
  ...nested,
  1,
  true,
  1.5,
  { a: [1, null, 'é'] },
  { __proto__: null, b: 1 },
];

const orNone = <Value>(values: readonly Value[]) =>
  fc.option(fc.constantFrom(...values), { nil: undefined, freq: 4 });

const saying = ['event_name', 'result', 'stage', 'event'] as const;

const records = fc.record({
  time: times.map(formatInstant),
  event_name: fc.constantFrom('Token', 'MFA Challenge', ''),
  stage: orNone(['Token', 'login', '']),
  event: orNone(['Success', 'Failure', 'a', '']),
  user_id: orNone(users),
  upstream_user_id: orNone(sampleUpstreams),
  result: orNone(sampleResults),
  source_ip: orNone(hosts),
  request_id: orNone(requests),
  session: orNone(sessions),
  extras: fc.dictionary(fc.constantFrom(...sampleExtraNames), fc.constantFrom(...extraValues), {
    maxKeys: 2,
  }),
});

const present = ({ extras, ...rest }: { readonly extras: object } & object): object => ({
  ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
  ...extras,
});

/** A record says what happened, in today's properties or the deprecated ones. */
const happened = <Said extends Readonly<Record<(typeof saying)[number], string | undefined>>>(
  record: Said,
): Said => (saying.some((name) => record[name]) ? record : { ...record, event_name: 'Token' });

/** What a source sends: a record, under an id of its own or none. */
type Sent = { readonly record: object; readonly id: string | undefined; readonly source: number };

/** Number the records without an id by their occurrence in their source, as the importer does. */
const numbered = (sent: readonly Sent[]): PreparedEvent[] => {
  const counts = new Map<string, number>();
  return sent.map(({ record, id, source }) => {
    if (id !== undefined) return prepared(record, id);
    const { contentHash } = prepared(record, 1);
    const occurrence = (counts.get(`${source} ${contentHash}`) ?? 0) + 1;
    counts.set(`${source} ${contentHash}`, occurrence);
    return prepared(record, occurrence);
  });
};

const ids = fc.option(
  fc.integer({ min: 0, max: 60 }).map((n) => `id-${n}`),
  { nil: undefined, freq: 1 },
);

/** Batches in which contents and ids come again and again: the same event, another id, another source. */
export const batches: fc.Arbitrary<PreparedEvent[][]> = fc
  .tuple(
    fc.array(records.map(happened).map(present), { minLength: 1, maxLength: 20 }),
    fc.array(fc.record({ which: fc.nat(), id: ids, source: fc.nat(2) }), { minLength: 1, maxLength: 50 }),
  )
  .map(([contents, sent]) => {
    const all = numbered(
      sent.map(({ which, ...rest }) => ({ ...rest, record: contents[which % contents.length] ?? {} })),
    );
    const split: PreparedEvent[][] = [];
    for (let at = 0, turn = 0; at < all.length; turn += 1) {
      const size = [3, 1, 10, 2, 40][turn % 5] ?? 1;
      split.push(all.slice(at, at + size));
      at += size;
    }
    return split;
  });
