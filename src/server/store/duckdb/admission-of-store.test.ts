import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { noFilters } from '../../../contract/filters.ts';
import { formatInstant, micros, microsPerHour } from '../../../contract/instant.ts';
import { instant, prepared } from '../conformance/samples.ts';
import { StoreError } from '../store-error.ts';
import type { Store } from '../store.ts';
import { openDuckDbStore } from './open.ts';

const start = instant('2026-03-02');
const events = Array.from({ length: 6_000 }, (_, n) =>
  prepared(
    {
      time: formatInstant(micros(start + BigInt(n) * (microsPerHour / 60n))),
      event_name: n % 3 === 0 ? 'Authentication Request' : 'Token',
      result: n % 7 === 0 ? 'Failure' : 'Success',
      request_id: `r${Math.floor(n / 3)}`,
      user_id: `u${n % 50}`,
      source_ip: `10.0.0.${n % 90}`,
    },
    `e${n}`,
  ),
);

/** However slow the machine is: what is refused here is so for its number. */
const patient = { waitMs: 300_000, runMs: 300_000 };

let folder = '';
let store: Store;
let begun: string[] = [];
let warnings: string[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'turns-'));
  [begun, warnings] = [[], []];
  store = await openDuckDbStore({
    folder,
    reserveBytes: 0,
    limits: patient,
    onQuestion: (sql) => begun.push(sql),
    warn: (message) => warnings.push(message),
  });
  await store.append(events);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await store.close();
  await rm(folder, { recursive: true });
});

const scope = { filters: noFilters, settled: start, from: start, to: micros(start + 200n * microsPerHour) };
const textual = (n: number, limit: number) => ({
  filters: { ...noFilters, q: `no such text ${n}` },
  order: 'desc' as const,
  limit,
});

/** What came of a question: `answered`, or the code with which it was refused. */
const outcomeOf = async (question: Promise<unknown>): Promise<string> =>
  question.then(
    () => 'answered',
    (error: unknown) => (error instanceof StoreError ? error.code : String(error)),
  );

test('whatever one asks at once, another’s questions begin at once', async () => {
  const one = { principal: 'one' };
  const asked = Array.from({ length: 180 }, async (_, n) => {
    if (n % 3 === 0) return outcomeOf(store.events.list(textual(n, 50), one));
    if (n % 3 === 1)
      return outcomeOf(
        store.events.facets({ ...scope, properties: ['user_id', 'source_ip'], limit: 1 + n }, one),
      );
    const bursts = { ...scope, least: 2 + n, within: microsPerHour, limit: 5 };
    return outcomeOf(store.findings.spray(bursts, one));
  });
  const other = { principal: 'other' };
  const questions: readonly (readonly [RegExp, () => Promise<unknown>])[] = [
    [/LIMIT 8\)/, () => store.events.list({ filters: noFilters, order: 'desc', limit: 7 }, other)],
    [/LIMIT 9\)/, () => store.events.facets({ ...scope, properties: ['result'], limit: 7 }, other)],
    [
      /events, letters, pulled FROM/,
      () => store.attempts.named({ requestIds: ['r7'], settled: start, limit: 7 }, other),
    ],
    [/contains.*LIMIT 8\)/s, () => store.events.list(textual(0, 7), other)],
  ];
  for (const [isIts, ask] of questions) {
    const before = begun.length;
    await ask();
    const turns = begun.slice(before).findIndex((sql) => isIts.test(sql));
    // the one’s two that run may each have begun a step, and what ended one more
    expect([isIts, turns >= 0 && turns <= 4]).toEqual([isIts, true]);
  }
  const outcomes = await Promise.all(asked);
  expect(new Set(outcomes)).toEqual(new Set(['answered', 'busy']));
  expect(outcomes.filter((outcome) => outcome === 'answered').length).toBeGreaterThanOrEqual(100);
});

/** Make the next writes fail for lack of memory, so many of them. */
const failWrites = (times: number): void => {
  const own = DuckDBConnection.prototype['createAppender'] as (...args: unknown[]) => Promise<DuckDBAppender>;
  let left = times;
  vi.spyOn(DuckDBConnection.prototype, 'createAppender').mockImplementation(async function failing(
    this: DuckDBConnection,
    ...args: unknown[]
  ) {
    left -= 1;
    if (left >= 0) throw new Error('Out of Memory Error: failed to allocate data of size 16.0 MiB');
    return own.apply(this, args);
  });
};

const more = [prepared({ time: '2026-03-02', event_name: 'Token', request_id: 'more' }, 'more')];

test('a write that lacks memory is repeated without questions beside it, which are answered all the same', async () => {
  failWrites(1);
  const asked = Array.from({ length: 12 }, (_, n) =>
    outcomeOf(store.events.list(textual(n, 5), { principal: `${n}` })),
  );
  expect(await store.append(more)).toEqual(['success']);
  expect(await Promise.all(asked)).toEqual(asked.map(() => 'answered'));
  expect(warnings).toEqual([expect.stringContaining('not enough memory')]);
  expect(await store.append(more)).toEqual(['duplicate']);
});

test('only a write that lacks memory by itself is refused, and comes again', async () => {
  failWrites(2);
  await expect(store.append(more)).rejects.toMatchObject({ code: 'unwritable' });
  expect(await store.append(more)).toEqual(['success']);
});
