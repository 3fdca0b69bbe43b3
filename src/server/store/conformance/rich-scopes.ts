import fc from 'fast-check';
import { noFilters } from '../../../contract/filters.ts';
import { type Micros, micros } from '../../../contract/instant.ts';
import { breakdownNames } from '../../../contract/overview.ts';
import { outcomes } from '../../../contract/outcome.ts';
import { refusedKinds } from '../../../contract/refused-kinds.ts';
import { eventNames, results } from '../../../contract/record.ts';
import type { AttemptScope } from '../questions/attempts.ts';
import type { EventScope } from '../questions/scope.ts';
import { microsPerMinute } from './attempt-samples.ts';
import { pools } from './rich-pools.ts';
import { type Pooled, beginning, days, pooled, requestIds, stageThatFails } from './rich-samples.ts';

/* What can be asked of the histories of `rich-samples.ts`: ranges and filters of every kind. */

/** Instants at which something happens, and those beside them. */
export const instants: fc.Arbitrary<Micros> = fc
  .tuple(fc.nat(days), fc.constantFrom(0, 1, 2, 5, 6, 10, 119, 180, 181, 1_439), fc.constantFrom(-1n, 0n, 1n))
  .map(([day, minutes, tick]) => micros(beginning + BigInt(day * 1_440 + minutes) * microsPerMinute + tick));

/** A range that holds nearly everything. */
export const wideRanges: fc.Arbitrary<{ readonly from: Micros; readonly to: Micros }> = fc
  .constantFrom(-1n, 1n, 119n)
  .map((first) => ({
    from: micros(beginning + first * microsPerMinute),
    to: micros(beginning + 7_200n * microsPerMinute),
  }));

/** A range: as often as not a wide one. */
export const ranges: fc.Arbitrary<{ readonly from: Micros; readonly to: Micros }> = fc.oneof(
  fc
    .tuple(instants, fc.constantFrom(1n, 20n, 1_440n, 2_880n, 5_760n))
    .map(([from, length]) => ({ from, to: micros(from + length * microsPerMinute) })),
  wideRanges,
);

const filterable = [
  ...pooled.filter((name) => name !== 'place'),
  'request_id',
  'event_name',
  'result',
  'step',
  'step_result',
  'stage',
  'event',
  'email',
  'x.place',
  // what is counted by
  'email',
  ...breakdownNames.filter((name) => pooled.some((each) => each === name)),
];

const looked = (property: string): fc.Arbitrary<string[]> => {
  const own: Readonly<Record<string, readonly string[]>> = {
    request_id: requestIds,
    event_name: eventNames,
    result: results,
    step: [...eventNames, 'Device', ''],
    step_result: [...results, 'Odd', ''],
    stage: [...eventNames, 'Device', 'login'],
    event: results,
    email: [...pools.upstream_user_id, 'ANN@X.EXAMPLE', 'strasse@x.example'],
    'x.place': ['Bonn', '7', ''],
  };
  const known: readonly (string | number)[] = own[property] ?? pools[property as Pooled];
  return fc.uniqueArray(fc.constantFrom(...known.map(String), 'no such value', '%'), {
    minLength: 2,
    maxLength: 5,
  });
};

const lists = (most: number) =>
  fc
    .uniqueArray(
      fc
        .constantFrom(...filterable)
        .chain((property) => looked(property).map((values) => [property, values] as const)),
      { selector: ([property]) => property, maxLength: most },
    )
    .map((entries): Readonly<Record<string, string[]>> => Object.fromEntries(entries));

/** Two times of three nothing: all of it at once would find nothing. */
const none = <Value>(nothing: Value, arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(nothing) }, { weight: 1, arbitrary });

const weekHours = fc.constantFrom(
  'mon-fri 08-18 Europe/Berlin',
  'sat-mon 00-12 UTC',
  'mon-sun 06-07 America/St_Johns',
  'mon-sun 12-24 Asia/Kathmandu',
);

const filters = fc
  .record({
    hours: none<string | undefined>(undefined, weekHours),
    notHours: none<string | undefined>(undefined, weekHours),
    any: none({}, fc.oneof(lists(1), lists(1), lists(2))),
    none: none({}, lists(1)),
    missing: none<string[]>(
      [],
      fc.constantFrom(...filterable).map((name) => [name]),
    ),
    q: none<string | undefined>(
      undefined,
      fc.constantFrom('ANN', 'x.example', 'r1', '%', `'`, 'strasse', '77777', '\ufeff'),
    ),
  })
  .map(({ q, hours, notHours, ...rest }) => ({
    ...rest,
    ...(q !== undefined && { q }),
    ...(hours !== undefined && { hours: [hours] }),
    ...(notHours !== undefined && { notHours: [notHours] }),
  }));

/** Scopes of events. */
export const eventScopes: fc.Arbitrary<EventScope> = fc
  .tuple(filters, fc.option(ranges, { nil: {}, freq: 1 }))
  .map(([given, range]) => ({ filters: given, ...range }));

/** What only attempts are asked, most often nothing. */
const ofAttempts = none<Omit<AttemptScope, 'filters' | 'settled'>>(
  {},
  fc.oneof(
    fc.record({ outcomes: fc.subarray([...outcomes], { minLength: 2 }) }),
    fc.record({ notOutcomes: fc.subarray([...outcomes], { minLength: 1, maxLength: 3 }) }),
    fc.record({
      stoppedAt: fc.subarray(['Token', 'MFA Challenge', 'Device', 'Policy Evaluation', stageThatFails], {
        minLength: 2,
      }),
    }),
    fc.record({ refused: fc.subarray([...refusedKinds], { minLength: 1 }) }),
    fc.record({ minDuration: fc.constantFrom(0, 1, 60) }),
    fc.record({ maxDuration: fc.constantFrom(0, 60, 24_000) }),
    fc.record({ minEvents: fc.constantFrom(1, 2, 4), maxEvents: fc.constantFrom(1, 3, 12) }),
    fc.record({ renewal: fc.boolean() }),
    fc.record({ renewal: fc.boolean(), maxEvents: fc.constantFrom(1, 2) }),
  ),
);

/** Scopes of attempts; every third is of them all. */
export const richScopes: fc.Arbitrary<AttemptScope> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc
      .tuple(eventScopes, ofAttempts, instants)
      .map(([scope, more, settled]) => ({ ...scope, ...more, settled })),
  },
  { weight: 1, arbitrary: instants.map((settled) => ({ filters: noFilters, settled })) },
);
