import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attemptHistogramAnswerSchema } from '../../../contract/attempts.ts';
import { microsOfMs } from '../../../contract/instant.ts';
import {
  type BreakdownName,
  type EvidenceQuery,
  breakdownAnswerSchema,
  breakdownNames,
  hoursAnswerSchema,
  numberNames,
  numbersAnswerSchema,
  secondStepAnswerSchema,
  secondStepEnds,
  stepsAnswerSchema,
  stopsAnswerSchema,
} from '../../../contract/overview.ts';
import { buildApp } from '../../app.ts';
import { generate } from '../../demo/generate.ts';
import { loadDemo } from '../../demo/load.ts';
import { openStore } from '../../store/open.ts';
import { modelValues } from '../../store/conformance/attempt-model.ts';
import { pipeline } from '../../store/conformance/naive-judge.ts';
import {
  endKey,
  quantile,
  waitsBetweenStages,
  wantedSecondSteps,
} from '../../store/conformance/overview-model.ts';
import {
  type NaiveAttempt,
  countedByOutcome,
  naiveAttempts,
  naiveNumbers,
  naiveTally,
  peopleIds,
} from '../../test-support/naive-overview.ts';
import { createWriter } from '../../ingest/writer.ts';

// the clocks of Berlin changed two days before the end
const now = Date.parse('2026-03-31T14:20:00Z');
const options = { seed: 3, events: 6_000, days: 20 };
const records = [...generate({ ...options, until: microsOfMs(now) })].map(({ record }) => record);
const all = naiveAttempts(records, microsOfMs(now));

let folder = '';
let app: FastifyInstance;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'overview-'));
  const store = await openStore({ folder, reserveBytes: 0 });
  await loadDemo(store, now, options);
  app = await buildApp({ store, writer: createWriter(store), version: 'test', now: () => microsOfMs(now) });
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

const get = async (path: string, query: EvidenceQuery | Readonly<Record<string, string>>) => {
  const entries = Object.entries(query).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, value]),
  );
  const answer = await app.inject(`${path}?${new URLSearchParams(entries).toString()}`);
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json<unknown>();
};

const has =
  (property: string, ...values: string[]) =>
  (attempt: NaiveAttempt) =>
    modelValues(attempt, property).some((value) => values.includes(value));

/** Ranges and filters, and which attempts each is about. */
const questions: readonly {
  readonly name: string;
  readonly query: Readonly<Record<string, string>>;
  readonly holds?: (attempt: NaiveAttempt) => boolean;
}[] = [
  { name: 'a week', query: { dt_from: '2026-03-24T14:20:00Z', dt_to: '2026-03-31T14:20:00Z' } },
  {
    name: 'days in Berlin over the change of clocks',
    query: { dt_from: '2026-03-27T23:00:00Z', dt_to: '2026-03-30T22:00:00Z', tz: 'Europe/Berlin' },
  },
  {
    name: 'three days beside the same three of the week before',
    query: {
      dt_from: '2026-03-27T23:00:00Z',
      dt_to: '2026-03-30T22:00:00Z',
      before_from: '2026-03-20T23:00:00Z',
      before_to: '2026-03-23T23:00:00Z',
      tz: 'Europe/Berlin',
    },
  },
  { name: 'all time', query: {} },
  { name: 'no end', query: { dt_from: '2026-03-30' } },
  { name: 'nothing stored there', query: { dt_from: '2020-01-01', dt_to: '2020-02-01' } },
  {
    name: 'one provider',
    query: { dt_from: '2026-03-24T14:20:00Z', dt_to: '2026-03-31T14:20:00Z', upstream_idp: 'Okta' },
    holds: has('upstream_idp', 'Okta'),
  },
  {
    name: 'one address, which is looked up',
    query: { dt_from: '2026-03-26', source_ip: '203.0.113.66', tz: 'Europe/Berlin' },
    holds: has('source_ip', '203.0.113.66'),
  },
  {
    name: 'without an application, and only two outcomes',
    query: { dt_from: '2026-03-22', not_application_name: 'Payroll', outcome: 'failed', min_events: '3' },
    holds: (each) =>
      !has('application_name', 'Payroll')(each) && each.outcome === 'failed' && each.events.length >= 3,
  },
  {
    name: 'who gave no name',
    query: { dt_from: '2026-03-22', missing: 'upstream_user_id' },
    holds: (each) => modelValues(each, 'upstream_user_id').length === 0,
  },
];

/** The same question where nothing is compared. */
const uncompared = (query: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(query).filter(([name]) => !name.startsWith('before_')));

const micros = (iso: string): bigint => microsOfMs(Date.parse(iso));
const between = (
  attempts: readonly NaiveAttempt[],
  { from, to }: { readonly from: string; readonly to: string },
) => attempts.filter(({ start }) => start >= micros(from) && start < micros(to));

/** Whether a text stands for an instant to the millisecond, so that `micros` reads it exactly. */
const counted = (keys: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};
const isExact = (iso: string): boolean => /:\d\d(\.\d{3})?Z$/.test(iso);

describe.each(questions)('$name', ({ query, holds = () => true }) => {
  const own = all.filter(holds);
  /** An open range ends with the data, at microseconds: there the model takes all. */
  const inRange = (span: { readonly from: string; readonly to: string }): readonly NaiveAttempt[] =>
    between(own, {
      from: query['dt_from'] === undefined ? '2000-01-01T00:00:00Z' : span.from,
      to: isExact(span.to) ? span.to : '2100-01-01T00:00:00Z',
    });

  test('numbers and buckets', async () => {
    const answer = numbersAnswerSchema.parse(
      await get('/v1/auth_overview/numbers', { ...query, buckets: '24' }),
    );
    const current = naiveNumbers(inRange(answer));
    const earlier = answer.before ? between(own, answer.before) : [];
    for (const name of numberNames) {
      const { now, before, series } = answer.numbers[name];
      expect([name, now]).toEqual([name, current[name]]);
      expect([name, before]).toEqual([name, earlier.length === 0 ? null : naiveNumbers(earlier)[name]]);
      const parts = answer.buckets.map((bucket) => naiveNumbers(between(inRange(answer), bucket))[name]);
      expect([name, series]).toEqual([name, parts]);
    }
    const shift = answer.before ? micros(answer.from) - micros(answer.before.from) : 0n;
    for (const { from, to, by, now, before } of answer.buckets) {
      const held = between(inRange(answer), { from, to });
      expect([by, now]).toEqual([countedByOutcome(held), naiveTally(held)]);
      const shifted = earlier.filter(
        ({ start }) => start + shift >= micros(from) && start + shift < micros(to),
      );
      expect(before).toEqual(earlier.length === 0 ? null : naiveTally(shifted));
    }
    const isKnown = all.some(({ start }) => start < micros(answer.from));
    expect(answer.before !== undefined).toBe(query['dt_from'] !== undefined && isKnown);
  });

  const listOf: Readonly<Record<BreakdownName, (attempt: NaiveAttempt) => string[]>> = {
    application_name: (each) => modelValues(each, 'application_name'),
    upstream_idp: (each) => modelValues(each, 'upstream_idp'),
    source_ip: (each) => modelValues(each, 'source_ip'),
    org_name: (each) => modelValues(each, 'org_name'),
    login_org_name: (each) => modelValues(each, 'login_org_name'),
    user: peopleIds,
  };

  test.each(breakdownNames)('what fails most by %s, found again by the evidence', async (by) => {
    const answer = breakdownAnswerSchema.parse(
      await get('/v1/auth_overview/breakdown', { ...query, by, limit: '8' }),
    );
    const current = inRange(answer);
    const earlier = answer.before ? between(own, answer.before) : [];
    const sharing = (attempts: readonly NaiveAttempt[], value: string | null) =>
      attempts.filter((each) =>
        value === null ? listOf[by](each).length === 0 : listOf[by](each).includes(value),
      );
    const wanted = query[by];
    const values = [
      ...new Set(
        current.flatMap((each) => [...listOf[by](each), ...(listOf[by](each).length === 0 ? [null] : [])]),
      ),
    ]
      .filter((value) => wanted === undefined || value === wanted)
      .map((value) => ({ value, ...naiveTally(sharing(current, value)) }))
      .toSorted((a, b) => b.unsuccessful - a.unsuccessful || b.attempts - a.attempts);
    expect(answer.total).toBe(values.length);
    expect(answer.values.map(({ now }) => [now.unsuccessful, now.attempts])).toEqual(
      values.slice(0, 8).map(({ unsuccessful, attempts }) => [unsuccessful, attempts]),
    );
    for (const told of answer.values) {
      const held = sharing(current, told.value);
      expect([told.value, told.now, told.by]).toEqual([told.value, naiveTally(held), countedByOutcome(held)]);
      const before = sharing(earlier, told.value);
      expect(told.before).toEqual(before.length === 0 ? null : naiveTally(before));
      const found = attemptHistogramAnswerSchema.parse(
        await get('/v1/auth_attempts/histogram', { ...told.query, buckets: '1' }),
      );
      expect([told.value, found.count]).toEqual([told.value, held.length]);
    }
  });

  test('where attempts stop', async () => {
    const answer = stopsAnswerSchema.parse(await get('/v1/auth_overview/stops', uncompared(query)));
    const current = inRange(answer);
    expect(answer.attempts).toBe(current.length);
    expect(answer.signed_in).toBe(current.filter(({ outcome }) => outcome === 'signed_in').length);
    const stageOf = (step: string): string | null => (pipeline.includes(step) ? step : null);
    const stages = [...pipeline, null].map((stage) => ({
      stage,
      reached: current.filter(({ events }) => events.some(({ step }) => stageOf(step) === stage)).length,
      stopped: countedByOutcome(
        current.filter(
          ({ outcome, judgement }) => outcome !== 'signed_in' && stageOf(judgement.ending.step) === stage,
        ),
      ),
      waiting: Object.fromEntries(
        counted(
          current.flatMap(({ judgement: { waitingFor, ending } }) =>
            waitingFor !== undefined && stageOf(ending.step) === stage ? [waitingFor] : [],
          ),
        ),
      ),
    }));
    expect(answer.stages).toEqual(stages.filter(({ reached }) => reached > 0));
    const ends = counted(
      current.map(({ outcome, judgement: { ending, waitingFor } }) =>
        [ending.step, ending.end, outcome, waitingFor].join(),
      ),
    );
    expect(
      new Map(
        answer.ends.map(({ stage, result, outcome, waiting_for: who, attempts }) => [
          [stage, result, outcome, who].join(),
          attempts,
        ]),
      ),
    ).toEqual(ends);
  });

  test('when in the week', async () => {
    const answer = hoursAnswerSchema.parse(await get('/v1/auth_overview/hours', uncompared(query)));
    const current = inRange(answer);
    const places = new Map<string, NaiveAttempt[]>();
    const wall = new Intl.DateTimeFormat('en-GB', {
      timeZone: query['tz'] ?? 'UTC',
      weekday: 'long',
      hour: '2-digit',
      hourCycle: 'h23',
    });
    for (const attempt of current) {
      const part = wall.formatToParts(Number(attempt.start / 1000n));
      const at = part.map(({ type, value }) => (type === 'literal' ? '' : value)).join(' ');
      places.set(at, [...(places.get(at) ?? []), attempt]);
    }
    const days = ['', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
    const told = answer.hours.map(({ weekday, hour, ...tally }) => [
      `${days[weekday]}  ${String(hour).padStart(2, '0')}`,
      tally,
    ]);
    expect(Object.fromEntries(told)).toEqual(
      Object.fromEntries([...places].map(([at, attempts]) => [at, naiveTally(attempts)])),
    );
    // the filter by hours finds what an hour counts, and without all of them nothing is left
    const days3 = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
    const { tz = 'UTC', ...asked } = uncompared(query);
    const hours = answer.hours.map(({ weekday, hour }) => `${days3[weekday - 1]} ${hour}-${hour + 1} ${tz}`);
    const filters = Object.fromEntries(Object.entries(asked).map(([name, value]) => [name, [value]]));
    const count = async (more: EvidenceQuery) =>
      attemptHistogramAnswerSchema.parse(
        await get('/v1/auth_attempts/histogram', { ...filters, ...more, buckets: ['1'] }),
      ).count;
    for (const [index, { attempts }] of answer.hours.slice(0, 3).entries())
      expect(await count({ hours: [hours[index] ?? ''] })).toBe(attempts);
    expect(await count({ not_hours: hours })).toBe(0);
  });

  test('how the second step goes', async () => {
    const answer = secondStepAnswerSchema.parse(await get('/v1/auth_overview/second_step', query));
    const current = wantedSecondSteps(inRange(answer));
    const earlier = wantedSecondSteps(answer.before ? between(own, answer.before) : []);
    expect(answer.asked).toEqual({ now: current.asked, before: earlier.asked || null });
    for (const end of secondStepEnds)
      expect([end, answer.ends[end]]).toEqual([
        end,
        { now: current.ends[end] ?? 0, before: earlier.asked === 0 ? null : (earlier.ends[end] ?? 0) },
      ]);
    expect(new Map(answer.tries.map(({ tries, attempts }) => [tries, attempts]))).toEqual(current.tries);
  });

  test('the slowest steps', async () => {
    const answer = stepsAnswerSchema.parse(await get('/v1/auth_overview/steps', query));
    const current = waitsBetweenStages(inRange(answer));
    const earlier = waitsBetweenStages(answer.before ? between(own, answer.before) : []);
    expect(answer.steps.map(({ median_seconds: median }) => median)).toEqual(
      answer.steps.map(({ median_seconds: median }) => median).toSorted((a, b) => b - a),
    );
    expect(
      new Set(answer.steps.map((step) => endKey(step.from_stage ?? undefined, step.to_stage ?? undefined))),
    ).toEqual(new Set(current.keys()));
    for (const step of answer.steps) {
      const stages = endKey(step.from_stage ?? undefined, step.to_stage ?? undefined);
      const waits = current.get(stages) ?? [];
      const before = earlier.get(stages) ?? [];
      expect(step.count).toBe(waits.length);
      // −1 stands for none: halves of microseconds are rounded either way
      const compared = [
        [step.median_seconds, waits, 0.5],
        [step.p95_seconds, waits, 0.95],
        [step.max_seconds, waits, 1],
        [step.before_median_seconds, before, 0.5],
      ] as const;
      for (const [told, of, share] of compared) {
        const wait = quantile(
          of.map((each) => each.wait),
          share,
        );
        expect(told ?? -1).toBeCloseTo(wait === undefined ? -1 : wait / 1e6, 5);
      }
      const slowest = waits.filter(({ attempt }) => attempt.requestId === step.slowest);
      expect(Math.max(...slowest.map(({ wait }) => Number(wait))) / 1e6).toBe(step.max_seconds);
      expect(Math.floor(Number(slowest[0]?.attempt.start ?? 0n) / 1000)).toBe(Date.parse(step.slowest_at));
    }
  });
});
