import { expect, test } from 'vitest';
import { thresholdsSchema } from '../../contract/thresholds.ts';
import { rhythms } from './retry-pattern.ts';

const at = (...seconds: number[]): bigint[] => seconds.map((second) => BigInt(Math.round(second * 1e6)));

const told = (times: readonly bigint[], set?: object) =>
  rhythms(times, thresholdsSchema.parse({ retrying: set }).retrying).map(({ from, to, count, interval }) => [
    Number(from) / 1e6,
    Number(to) / 1e6,
    count,
    interval / 1e6,
  ]);

test.each([
  ['five a minute apart', at(0, 60, 120, 180, 240), undefined, [[0, 240, 5, 60]]],
  ['in any order', at(240, 0, 180, 60, 120), undefined, [[0, 240, 5, 60]]],
  ['four', at(0, 60, 120, 180), undefined, []],
  ['four, when four are enough', at(0, 60, 120, 180), { attempts: 4 }, [[0, 180, 4, 60]]],
  ['each within a tenth', at(0, 66, 120, 180, 240), undefined, [[0, 240, 5, 60]]],
  ['one beyond a tenth', at(0, 66.1, 120, 180, 240), undefined, []],
  ['within another tolerance', at(0, 66.1, 120, 180, 240), { tolerance: 0.11 }, [[0, 240, 5, 60]]],
  ['each within a second', at(0, 3, 5, 8, 12), undefined, [[0, 12, 5, 3]]],
  ['several in one second', at(0, 0.5, 1, 1.5, 2), undefined, []],
  [
    'two tempos, which share a time',
    at(0, 60, 120, 180, 240, 360, 480, 600, 720),
    undefined,
    [
      [0, 240, 5, 60],
      [240, 720, 5, 120],
    ],
  ],
  ['nothing', [], undefined, []],
])('%s', (_, times, set, expected) => {
  expect(told(times, set)).toEqual(expected);
});
