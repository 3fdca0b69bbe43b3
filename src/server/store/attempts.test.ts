import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bucketEdges, piecesOf } from '../../contract/buckets.ts';
import { type Filters, noFilters } from '../../contract/filters.ts';
import { formatInstant, micros } from '../../contract/instant.ts';
import { outcomes } from '../../contract/outcome.ts';
import { type AuditRecord, eventNames, results } from '../../contract/record.ts';
import { type JudgedEvents, judge } from '../diagnosis/events.ts';
import { decide } from '../diagnosis/rules.ts';
import { isRefusal, prepareRecord, withId } from '../ingest/prepare.ts';
import type { AttemptScope, AttemptsQuestion } from './attempt-questions.ts';
import { openDuckDbStore } from './duckdb/open.ts';
import type { PreparedEvent, Store } from './store.ts';

const start = BigInt(Date.UTC(2026, 1, 1, 22)) * 1000n;
const minute = 60_000_000n;
const span = 3n * 24n * 60n;

/** Few values, so that filters meet, and times on whole minutes, so that they tie; nearly all within hours. */
const record = fc.record(
  {
    request_id: fc.option(fc.constantFrom(...Array.from({ length: 60 }, (_, index) => `r${index}`)), {
      freq: 9,
      nil: undefined,
    }),
    event_name: fc.option(fc.constantFrom(...eventNames, 'Device Attestation'), { freq: 9, nil: undefined }),
    result: fc.option(fc.constantFrom(...results, 'Quarantined'), { freq: 9, nil: undefined }),
    stage: fc.constantFrom('Token', 'Policy Evaluation', 'login'),
    event: fc.constantFrom('Success', 'Denied', 'connect'),
    user_id: fc.option(fc.constantFrom('u1', 'u2', 'u3'), { nil: undefined }),
    upstream_user_id: fc.option(fc.constantFrom('One@x.example', 'two@x.example'), { nil: undefined }),
    source_ip: fc.constantFrom('192.0.2.1', '192.0.2.2', '192.0.2.3'),
    application_name: fc.option(fc.constantFrom('Payroll', 'Wiki'), { nil: undefined }),
    late: fc.oneof(
      { arbitrary: fc.integer({ min: 0, max: 5 }), weight: 9 },
      { arbitrary: fc.integer({ min: 0, max: Number(span) - 1 }), weight: 1 },
    ),
  },
  { requiredKeys: ['late', 'stage', 'event', 'source_ip'] },
);

const base = (id: string | undefined): bigint => (id === undefined ? 0n : (BigInt(id.slice(1)) * 97n) % span);

const [sample = []] = fc.sample(fc.array(record, { minLength: 900, maxLength: 900 }), {
  numRuns: 1,
  seed: 4,
});
const events: readonly PreparedEvent[] = sample.map(({ late, ...values }, index) => {
  const time = start + ((base(values.request_id) + BigInt(late)) % span) * minute;
  const plain = JSON.parse(JSON.stringify({ ...values, time: formatInstant(time) })) as AuditRecord;
  const prepared = prepareRecord(plain);
  if (isRefusal(prepared)) throw new Error(prepared.message);
  return withId(prepared, `e${index}`);
});

let folder = '';
let store: Store;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'attempts-'));
  store = await openDuckDbStore({ folder, reserveBytes: 0 });
  for (let at = 0; at < events.length; at += 100) await store.append(events.slice(at, at + 100));
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

type Model = {
  readonly requestId: string;
  readonly events: JudgedEvents;
  readonly start: bigint;
  readonly last: bigint;
};

const byRequest = new Map<string, (PreparedEvent & { sequence: bigint })[]>();
for (const [index, event] of events.entries()) {
  const id = event.record.request_id;
  if (id !== undefined)
    byRequest.set(id, [...(byRequest.get(id) ?? []), { ...event, sequence: BigInt(index) }]);
}

const models: readonly Model[] = [...byRequest].map(([requestId, own]) => {
  const told = judge(own);
  return { requestId, events: told, start: told[0].time, last: told.at(-1)?.time ?? told[0].time };
});

const known = new Map<string, Set<string>>();
for (const { record } of events)
  if (record.user_id !== undefined && record.upstream_user_id !== undefined) {
    const email = record.upstream_user_id.toLowerCase();
    known.set(email, (known.get(email) ?? new Set()).add(record.user_id));
  }

const holds = (record: AuditRecord, property: string, value: string): boolean =>
  property === 'email'
    ? record.upstream_user_id?.toLowerCase() === value.toLowerCase() ||
      (record.user_id !== undefined && known.get(value.toLowerCase())?.has(record.user_id) === true)
    : record[property] === value;

const passes = ({ events: own }: Model, { any, none, missing, q }: Filters): boolean => {
  const some = (test: (record: AuditRecord) => boolean) => own.some(({ record }) => test(record));
  return (
    Object.entries(any).every(([property, values]) =>
      some((each) => values.some((value) => holds(each, property, value))),
    ) &&
    Object.entries(none).every(
      ([property, values]) => !some((each) => values.some((value) => holds(each, property, value))),
    ) &&
    missing.every((property) => !some((each) => each[property] !== undefined)) &&
    (q === undefined ||
      some((each) =>
        [each.user_id, each.source_ip, each.application_name, each.request_id].some((value) =>
          value?.toLowerCase().includes(q.toLowerCase()),
        ),
      ))
  );
};

const expected = (scope: AttemptScope): Model[] =>
  models.filter((model) => {
    const outcome = decide(model.events, scope.settled).outcome;
    const length = model.last - model.start;
    return (
      model.start >= (scope.from ?? 0n) &&
      (scope.to === undefined || model.start < scope.to) &&
      passes(model, scope.filters) &&
      (scope.outcomes?.includes(outcome) ?? true) &&
      !(scope.notOutcomes?.includes(outcome) ?? false) &&
      length >= (scope.minDuration ?? 0n) &&
      (scope.maxDuration === undefined || length <= scope.maxDuration) &&
      model.events.length >= (scope.minEvents ?? 0) &&
      (scope.maxEvents === undefined || model.events.length <= scope.maxEvents)
    );
  });

const values: Readonly<Record<string, string[]>> = {
  user_id: ['u1', 'u2', 'u3', 'u9'],
  email: ['one@x.example', 'TWO@x.example'],
  source_ip: ['192.0.2.1', '192.0.2.2'],
  application_name: ['Payroll', 'Wiki'],
  result: ['Success', 'Denied', 'Failure'],
  event_name: ['Token', 'MFA Challenge'],
  request_id: ['r1', 'r2', 'r40', 'r99'],
};
const lists = fc
  .uniqueArray(fc.constantFrom(...Object.keys(values)), { maxLength: 2 })
  .chain((names) =>
    fc.record(
      Object.fromEntries(names.map((name) => [name, fc.subarray(values[name] ?? [], { minLength: 1 })])),
    ),
  );
const instant = fc
  .bigInt({ min: start - 60n * minute, max: start + (span + 60n) * minute })
  .map((value) => micros(value));
const scopes: fc.Arbitrary<AttemptScope> = fc
  .record(
    {
      filters: fc.record({
        any: fc.oneof(fc.constant({}), lists),
        none: fc.oneof({ arbitrary: fc.constant({}), weight: 3 }, { arbitrary: lists, weight: 1 }),
        missing: fc.oneof(
          { arbitrary: fc.constant([]), weight: 3 },
          { arbitrary: fc.constant(['user_id']), weight: 1 },
        ),
        q: fc.option(fc.constantFrom('192.0.2.3', 'WIKI', 'r1'), { nil: undefined }),
      }),
      settled: instant,
      from: instant,
      to: instant,
      outcomes: fc.subarray([...outcomes], { minLength: 1 }),
      notOutcomes: fc.subarray([...outcomes], { minLength: 1, maxLength: 3 }),
      minDuration: fc.constant(3n * minute),
      maxDuration: fc.constant(600n * minute),
      minEvents: fc.constant(3),
      maxEvents: fc.constant(15),
    },
    { requiredKeys: ['filters', 'settled'] },
  )
  .map(({ filters: { q, ...filters }, ...scope }) => ({
    ...scope,
    filters: q === undefined ? filters : { ...filters, q },
  }));

const walk = async (question: AttemptsQuestion) => {
  const seen: Awaited<ReturnType<Store['attempts']['page']>>['attempts'][number][] = [];
  for (let after = question.after; ;) {
    const { attempts, more } = await store.attempts.page(after ? { ...question, after } : question);
    seen.push(...attempts);
    const last = attempts.at(-1);
    if (!more || !last) return seen;
    expect(attempts.length).toBe(question.limit);
    after = { start: last.start, requestId: last.requestId };
  }
};

const inOrder = (of: readonly Model[], order: 'asc' | 'desc'): string[] => {
  const ids = of
    .toSorted((a, b) => Number(a.start - b.start) || (a.requestId < b.requestId ? -1 : 1))
    .map(({ requestId }) => requestId);
  return order === 'asc' ? ids : ids.toReversed();
};

test('pages hold exactly the attempts of a naive model, whole, in order, with the outcome of the rules', async () => {
  await fc.assert(
    fc.asyncProperty(
      scopes,
      fc.constantFrom('asc', 'desc'),
      fc.integer({ min: 1, max: 25 }),
      async (scope, order, limit) => {
        const wanted = expected(scope);
        const found = await walk({ ...scope, order, limit });
        expect(found.map(({ requestId }) => requestId)).toEqual(inOrder(wanted, order));
        for (const attempt of found) {
          const model = wanted.find(({ requestId }) => requestId === attempt.requestId);
          if (!model) throw new Error('not in the model');
          expect([attempt.start, attempt.last, attempt.count]).toEqual([
            model.start,
            model.last,
            model.events.length,
          ]);
          expect(attempt.events.length).toBe(attempt.count);
          expect(attempt.outcome).toBe(decide(model.events, scope.settled).outcome);
          expect(decide(judge(attempt.events), scope.settled).outcome).toBe(attempt.outcome);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('the histogram counts the same attempts, each once', async () => {
  const [from, to] = [micros(start - 60n * minute), micros(start + (span + 60n) * minute)];
  await fc.assert(
    fc.asyncProperty(scopes, async (scope) => {
      const range = { from: scope.from ?? from, to: scope.to ?? to };
      if (range.from >= range.to) return;
      const edges = bucketEdges(range.from, range.to, '6h', 'Europe/Berlin');
      const counts = await store.attempts.histogram({ ...scope, ...range, pieces: piecesOf(edges) });
      const wanted = new Map<string, number>();
      for (const model of expected({ ...scope, ...range })) {
        const bucket = edges.findLastIndex((edge) => edge <= model.start);
        const key = `${bucket} ${decide(model.events, scope.settled).outcome}`;
        wanted.set(key, (wanted.get(key) ?? 0) + 1);
      }
      expect(new Map(counts.map(({ bucket, outcome, count }) => [`${bucket} ${outcome}`, count]))).toEqual(
        wanted,
      );
      const { users } = await store.attempts.users({ ...scope, limit: 100 });
      expect(users.reduce((sum, { count }) => sum + count, 0)).toBe(expected(scope).length);
      expect((await store.attempts.sketches(scope)).length).toBe(expected(scope).length);
    }),
    { numRuns: 40 },
  );
});

test('an attempt is found by its id alone, and is the same after a restart', async () => {
  const ask = () =>
    store.attempts.named({ requestIds: ['r7', 'nobody', 'r8'], settled: micros(start), limit: 1_000 });
  const found = await ask();
  expect(found.map(({ requestId }) => requestId).toSorted()).toEqual(['r7', 'r8']);
  await store.close();
  store = await openDuckDbStore({ folder, reserveBytes: 0 });
  expect((await ask()).map(({ requestId, count }) => [requestId, count])).toEqual(
    found.map(({ requestId, count }) => [requestId, count]),
  );
});

test('a late event changes its attempt: the start, the outcome, the page it is on', async () => {
  const put = async (id: string, minutes: bigint, record: AuditRecord) => {
    const prepared = prepareRecord({
      ...record,
      request_id: 'late',
      time: formatInstant(start + minutes * minute),
    });
    if (isRefusal(prepared)) throw new Error(prepared.message);
    await store.append([withId(prepared, id)]);
  };
  const find = async (from: bigint, to: bigint) =>
    (
      await store.attempts.page({
        filters: noFilters,
        from: micros(start + from * minute),
        to: micros(start + to * minute),
        settled: micros(start),
        order: 'asc',
        limit: 500,
      })
    ).attempts.find(({ requestId }) => requestId === 'late');
  await put('late-1', 1_000n, { event_name: 'MFA Challenge', result: 'Failure' });
  expect(await find(990n, 1_010n)).toMatchObject({ outcome: 'failed', count: 1 });
  await put('late-2', 400n, { event_name: 'Authentication Request', result: 'InProgress' });
  expect(await find(990n, 1_010n)).toBeUndefined();
  expect(await find(390n, 410n)).toMatchObject({ outcome: 'failed', count: 2 });
  await put('late-3', 2_000n, { event_name: 'Token', result: 'Success' });
  expect(await find(390n, 410n)).toMatchObject({ outcome: 'signed_in', count: 3 });
  expect(await find(401n, 3_000n)).toBeUndefined();
});
