import fc from 'fast-check';
import { formatInstant, micros } from '../../../contract/instant.ts';
import { outcomes } from '../../../contract/outcome.ts';
import { refusedKinds } from '../../../contract/refused-kinds.ts';
import { type AuditRecord, eventNames, results } from '../../../contract/record.ts';
import type { AttemptFacetsQuestion, AttemptScope, AttemptsQuestion } from '../questions/attempts.ts';
import type { PreparedEvent } from '../store.ts';
import { prepared } from './samples.ts';

export const microsPerMinute = 60_000_000n;
/** Where the samples of attempts begin, and for how many minutes they go on. */
export const samplesStart = BigInt(Date.UTC(2026, 1, 1, 22)) * 1000n;
export const span = 3n * 24n * 60n;

/** Few values, so that filters meet, and times on whole minutes, so that they tie; nearly all within hours. */
const anything = fc.record(
  {
    request_id: fc.option(fc.constantFrom('', ...Array.from({ length: 60 }, (_, index) => `r${index}`)), {
      freq: 9,
      nil: undefined,
    }),
    event_name: fc.option(fc.constantFrom('', ...eventNames, 'Device Attestation'), {
      freq: 9,
      nil: undefined,
    }),
    result: fc.option(fc.constantFrom('', ...results, 'Quarantined'), { freq: 9, nil: undefined }),
    stage: fc.constantFrom('Token', 'Policy Evaluation', 'login', ''),
    event: fc.constantFrom('Success', 'Denied', 'connect', ''),
    user_id: fc.option(fc.constantFrom('u1', 'u2', 'u3', ''), { nil: undefined }),
    upstream_user_id: fc.option(fc.constantFrom('One@x.example', 'two@x.example', ''), { nil: undefined }),
    source_ip: fc.constantFrom('192.0.2.1', '192.0.2.2', '192.0.2.3', ''),
    application_name: fc.option(fc.constantFrom('Payroll', 'Wiki', ''), { nil: undefined }),
    place: fc.constantFrom('Bonn', 'Ulm', 7, ''),
    late: fc.oneof(
      { arbitrary: fc.integer({ min: 0, max: 5 }), weight: 9 },
      { arbitrary: fc.integer({ min: 0, max: Number(span) - 1 }), weight: 1 },
    ),
  },
  { requiredKeys: ['late', 'stage', 'event', 'source_ip'] },
);

/** Those that are taken: some of these says something. */
const record = anything.filter(({ event_name: name, result, stage, event }) =>
  [name, result, stage, event].some((text) => text !== undefined && text !== ''),
);

const base = (id = ''): bigint => (id === '' ? 0n : (BigInt(id.slice(1)) * 97n) % span);

/** So many events of some sixty attempts, nearly all of an attempt within minutes, in no order of time. */
export const attemptEvents = (count: { readonly min: number; readonly max: number }) =>
  fc.array(record, { minLength: count.min, maxLength: count.max }).map((sample): readonly PreparedEvent[] =>
    sample.map(({ late, ...values }, index) => {
      const time = samplesStart + ((base(values.request_id) + BigInt(late)) % span) * microsPerMinute;
      const plain = JSON.parse(JSON.stringify({ ...values, time: formatInstant(time) })) as AuditRecord;
      return prepared(plain, `e${index}`);
    }),
  );

const values: Readonly<Record<string, string[]>> = {
  user_id: ['u1', 'u2', 'u3', 'u9'],
  email: ['one@x.example', 'TWO@x.example'],
  source_ip: ['192.0.2.1', '192.0.2.2', '192.0.2.2/31', '::/0'],
  application_name: ['Payroll', 'Wiki'],
  result: ['Success', 'Denied', 'Failure'],
  event_name: ['Token', 'MFA Challenge'],
  step: ['Token', 'Policy Evaluation', 'login'],
  step_result: ['Success', 'Denied', 'Failure'],
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
  .bigInt({ min: samplesStart - 60n * microsPerMinute, max: samplesStart + (span + 60n) * microsPerMinute })
  .map((value) => micros(value));
export const attemptScopes: fc.Arbitrary<AttemptScope> = fc
  .record(
    {
      filters: fc.record({
        any: fc.oneof(fc.constant({}), lists),
        none: fc.oneof({ arbitrary: fc.constant({}), weight: 3 }, { arbitrary: lists, weight: 1 }),
        missing: fc.oneof(
          { arbitrary: fc.constant([]), weight: 3 },
          { arbitrary: fc.constant(['user_id']), weight: 1 },
          { arbitrary: fc.constant(['step_result']), weight: 1 },
        ),
        q: fc.option(fc.constantFrom('192.0.2.3', 'WIKI', 'r1'), { nil: undefined }),
      }),
      settled: instant,
      from: instant,
      to: instant,
      outcomes: fc.subarray([...outcomes], { minLength: 1 }),
      notOutcomes: fc.subarray([...outcomes], { minLength: 1, maxLength: 3 }),
      minDuration: fc.constant(180),
      maxDuration: fc.constant(36_000),
      minEvents: fc.constant(3),
      maxEvents: fc.constant(15),
      refused: fc.subarray([...refusedKinds], { minLength: 1 }),
      stoppedAt: fc.subarray(['Token', 'MFA Challenge', 'Policy Evaluation'], { minLength: 1 }),
    },
    { requiredKeys: ['filters', 'settled'] },
  )
  .map(({ filters: { q, ...filters }, ...scope }) => ({
    ...scope,
    filters: q === undefined ? filters : { ...filters, q },
  }));

/** What attempts can be counted by. */
const attemptCountable = fc.constantFrom(
  'outcome',
  'user_id',
  'source_ip',
  'application_name',
  'event_name',
  'result',
  'step',
  'step_result',
  'x.place',
);

export const facetQuestions: fc.Arbitrary<AttemptFacetsQuestion> = fc
  .record({
    scope: attemptScopes,
    properties: fc.uniqueArray(attemptCountable, { minLength: 1, maxLength: 3 }),
    limit: fc.integer({ min: 1, max: 5 }),
    contains: fc.option(fc.constantFrom('', 'U', 'wiki', '192', '%'), { nil: undefined }),
  })
  .map(({ scope, contains, ...rest }) => ({
    ...scope,
    ...rest,
    ...(contains === undefined ? {} : { contains }),
  }));

/** A walk over pages of attempts. */
export const pageQuestions: fc.Arbitrary<AttemptsQuestion> = fc
  .tuple(attemptScopes, fc.constantFrom('asc' as const, 'desc' as const), fc.integer({ min: 1, max: 25 }))
  .map(([scope, order, limit]) => ({ ...scope, order, limit }));
