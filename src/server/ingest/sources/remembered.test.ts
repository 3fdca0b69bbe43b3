import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Micros, micros, microsPerDay, microsPerHour } from '../../../contract/instant.ts';
import type { Run } from '../../store/windows.ts';
import {
  type Remembered,
  completeRun,
  readRemembered,
  rememberNothing,
  toReadAgain,
  unsettled,
  withRun,
  writeRemembered,
} from './remembered.ts';

const at = (instant: number): Micros => micros(BigInt(instant));
const run = ([from, to]: readonly [number, number]): Run => ({ from: at(from), to: at(to) });
const plain = (runs: readonly Run[]) => runs.map(({ from, to }) => [Number(from), Number(to)]);

type Pairs = readonly (readonly [number, number])[];

const remembering = (settled: Pairs, outOfReach: Pairs = [], floor = 0): Remembered => ({
  ...rememberNothing('a', at(floor)),
  settled: settled.map(run),
  outOfReach: outOfReach.map(run),
});

test.each<[string, Pairs, Pairs, readonly [number, number] | undefined]>([
  ['nothing is read', [], [], undefined],
  ['all of it', [[0, 9]], [], [0, 9]],
  [
    'what is behind an unread stretch does not count',
    [
      [0, 3],
      [5, 9],
    ],
    [],
    [0, 3],
  ],
  [
    'over what is out of reach',
    [
      [0, 3],
      [5, 9],
    ],
    [[3, 5]],
    [0, 9],
  ],
  ['not up to what is out of reach at the end', [[0, 3]], [[3, 5]], [0, 3]],
  [
    'not over more than is out of reach',
    [
      [0, 3],
      [6, 9],
    ],
    [[3, 5]],
    [0, 3],
  ],
  ['what is out of reach at the beginning is not here', [[5, 9]], [[0, 5]], [5, 9]],
  [
    'over several',
    [
      [2, 3],
      [5, 6],
      [7, 9],
    ],
    [
      [0, 2],
      [3, 5],
      [6, 7],
    ],
    [2, 9],
  ],
])('complete: %s', (_, settled, outOfReach, complete) => {
  const found = completeRun(remembering(settled, outOfReach));
  expect(found && plain([found])[0]).toEqual(complete);
});

test.each<[string, Remembered, number, Pairs]>([
  ['all of it at first', remembering([]), 9, [[0, 9]]],
  ['nothing before the beginning', remembering([], [], 5), 4, []],
  [
    'between what is settled',
    remembering([
      [1, 3],
      [5, 9],
    ]),
    9,
    [
      [0, 1],
      [3, 5],
    ],
  ],
  [
    'never what is out of reach',
    remembering([[5, 9]], [[0, 4]]),
    12,
    [
      [4, 5],
      [9, 12],
    ],
  ],
  ['nothing after an instant', remembering([[0, 20]]), 9, []],
])('unsettled: %s', (_, remembered, before, left) => {
  expect(plain(unsettled(remembered, at(before)))).toEqual(left);
});

const pair = fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -20, max: 20 }));

/** Which instants lie in stretches. */
const within = (runs: readonly Run[]): number[] =>
  Array.from({ length: 41 }, (_, index) => index - 20).filter((each) =>
    runs.some(({ from, to }) => each >= from && each < to),
  );

test('stretches with others are what either covers, ascending, none touching another', () => {
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 12 }), (pairs) => {
      const runs = pairs.map(run).reduce<readonly Run[]>((all, each) => withRun(all, each), []);
      expect(within(runs)).toEqual(within(pairs.map(run)));
      runs.slice(1).forEach(({ from }, index) => expect(from).toBeGreaterThan(runs[index]?.to ?? from));
    }),
    { numRuns: 200 },
  );
});

test('what is written is read as it was, and only as that of the same source', () => {
  const runs = fc.array(pair, { maxLength: 4 }).map((pairs) => pairs.map(run));
  const instant = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }).map(micros);
  const remembered = fc.record(
    {
      of: fc.string(),
      floor: instant,
      settled: runs,
      outOfReach: runs,
      unproven: runs,
      readTo: instant,
      reread: instant,
      records: fc.nat(),
      duplicates: fc.nat(),
      refused: fc.nat(),
      late: fc.nat(),
      heartbeat: instant,
      lastSuccess: instant,
    },
    {
      requiredKeys: [
        'of',
        'floor',
        'settled',
        'outOfReach',
        'unproven',
        'records',
        'duplicates',
        'refused',
        'late',
      ],
    },
  );
  fc.assert(
    fc.property(remembered, (given) => {
      expect(readRemembered(writeRemembered(given), given.of)).toEqual(given);
      expect(readRemembered(writeRemembered(given), `${given.of}x`)).toBeUndefined();
    }),
    { numRuns: 100 },
  );
});

test.each([
  '',
  '{',
  'null',
  '[]',
  '{"of":"a"}',
  writeRemembered(remembering([])).replace('"floor":"0"', '"floor":"1e3"'),
])('nothing is made of %s', (text) => {
  expect(readRemembered(text, 'a')).toBeUndefined();
});

test.each<[string, Remembered, number, number]>([
  ['the last day', { ...remembering([]), reread: micros(9n * microsPerDay) }, 10, 9],
  [
    'after days away from where it was done last',
    { ...remembering([]), reread: micros(5n * microsPerDay) },
    10,
    5,
  ],
  [
    'not before the beginning',
    { ...rememberNothing('a', micros(9n * microsPerDay + microsPerHour)) },
    10,
    9 + 1 / 24,
  ],
])('read again: %s', (_, remembered, before, from) => {
  const days = (instant: Micros): number => Number(instant) / Number(microsPerDay);
  const overlap = micros(0n);
  const found = toReadAgain(remembered, micros(BigInt(before) * microsPerDay), overlap);
  expect(days(found.to)).toBe(before);
  expect(days(found.from)).toBeCloseTo(from, 6);
});
