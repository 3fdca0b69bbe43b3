import { expect, test } from 'vitest';
import { type Micros, formatInstant, micros, parseInstant } from '../../../contract/instant.ts';
import type { Run } from '../../store/windows.ts';
import { isRefusal } from '../prepare.ts';
import { type PageFilters, readPage } from './audit-page.ts';
import { PlatformError } from './platform-error.ts';
import { type ReadPart, StretchReader } from './read-stretch.ts';

type RawRecord = Readonly<Record<string, string>>;

const begin = micros(1_773_835_200_000_000n);
const at = (ms: number): Micros => micros(begin + BigInt(ms) * 1_000n);
const record = (ms: number, more: RawRecord = {}): RawRecord => ({
  time: formatInstant(at(ms)),
  event_name: 'Identity Provider Authentication',
  result: 'Success',
  request_id: `r${ms}`,
  ...more,
});
const some = (count: number, from = 0): RawRecord[] =>
  Array.from({ length: count }, (_, index) => record(from + index * 10));

/** An API that answers the newest `cap` at most; `change` is told before each answer how often it was asked. */
const apiOf = (
  given: readonly RawRecord[],
  cap: number,
  change?: (asked: number) => readonly RawRecord[],
) => {
  let asked = 0;
  return async ({ from, to }: Run, filters: PageFilters) => {
    const all = change?.(asked) ?? given;
    asked += 1;
    const fitting = all
      .map((each) => ({ each, time: parseInstant(each['time'] ?? '') ?? begin }))
      .filter(({ time }) => time >= from && time < to)
      .filter(({ each }) => Object.entries(filters).every(([name, value]) => each[name] === value))
      .toSorted((one, other) => Number(other.time - one.time))
      .map(({ each }) => each);
    return readPage({ body: { auth_audits: fitting.slice(0, cap), limit: cap }, date: undefined, bytes: 1 });
  };
};

const partsOf = async (reader: StretchReader, stretch: Run): Promise<ReadPart[]> => {
  const parts: ReadPart[] = [];
  for await (const part of reader.read(stretch)) parts.push(part);
  return parts;
};

const idsIn = (parts: readonly ReadPart[]): string[] =>
  parts.flatMap(({ records }) =>
    records.flatMap(({ prepared }) => (isRefusal(prepared) ? [] : [String(prepared.record.request_id)])),
  );

const whole = { from: begin, to: at(1_000) };

test('what a full answer held and smaller stretches answer again is told once, but for what lies where they meet', async () => {
  const parts = await partsOf(new StretchReader(apiOf(some(100), 20)), whole);
  const told = idsIn(parts);
  expect(new Set(told).size).toBe(100);
  expect(told.length).toBeLessThanOrEqual(100 + 2 * parts.length);
  expect(parts.every(({ state }) => state !== 'unproven')).toBe(true);
  // the newest first, and the stretches make up the whole
  const stretches = parts.filter(({ state }) => state === 'whole').map(({ stretch }) => stretch);
  expect(stretches.at(0)?.to).toBe(whole.to);
  expect(stretches.at(-1)?.from).toBe(whole.from);
  expect(stretches.slice(1).map(({ to }) => to)).toEqual(stretches.slice(0, -1).map(({ from }) => from));
});

test('a version that a full answer held is told, though the next answer has another', async () => {
  const [before, after] = [some(40), some(40).map((each) => ({ ...each, session: 's' }))];
  const parts = await partsOf(
    new StretchReader(apiOf(before, 20, (asked) => (asked === 0 ? before : after))),
    whole,
  );
  const versions = parts.flatMap(({ records }) => records.map(({ raw }) => JSON.stringify(raw)));
  for (const each of [...before.slice(-20), ...after]) expect(versions).toContain(JSON.stringify(each));
});

test('what a full answer held is told when the next one fails', async () => {
  const reader = new StretchReader(
    apiOf(some(40), 20, (asked) => {
      if (asked > 0) throw new PlatformError('unreachable', 'It does not answer.');
      return some(40);
    }),
  );
  const parts: ReadPart[] = [];
  await expect(async () => {
    for await (const part of reader.read(whole)) parts.push(part);
  }).rejects.toThrow('It does not answer.');
  expect(new Set(idsIn(parts)).size).toBe(20);
  expect(parts.every(({ state }) => state === 'piece')).toBe(true);
});

test('an instant that fills an answer is asked for by its values', async () => {
  const tied = Array.from({ length: 30 }, (_, index) =>
    record(500, { request_id: `t${index}`, result: index % 2 === 0 ? 'Success' : 'Failure' }),
  );
  const parts = await partsOf(new StretchReader(apiOf(tied, 20)), whole);
  expect(new Set(idsIn(parts)).size).toBe(30);
  expect(parts.find(({ state }) => state === 'unproven')).toBeUndefined();
});
