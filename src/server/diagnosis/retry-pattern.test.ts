import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { thresholdsSchema } from '../../contract/thresholds.ts';
import { rhythms } from './retry-pattern.ts';

const at = (...seconds: number[]): bigint[] => seconds.map((second) => BigInt(Math.round(second * 1e6)));

const hours = (...all: number[]): bigint[] => at(...all.map((hour) => hour * 3_600));

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
  ['one that slows down, little by little', at(0, 60, 123, 189, 258, 330, 405), undefined, [[0, 405, 7, 69]]],
  ['three hours apart', hours(0, 3, 6, 9, 12), undefined, [[0, 43_200, 5, 10_800]]],
  ['longer apart than is looked around a failure', hours(0, 3.1, 6.2, 9.3, 12.4), undefined, []],
  ['as long, when more is looked at', hours(0, 3.1, 6.2, 9.3, 12.4), { hours: 7 }, [[0, 44_640, 5, 11_160]]],
  ['nothing', [], undefined, []],
])('%s', (_, times, set, expected) => {
  expect(told(times, set)).toEqual(expected);
});

test('a rhythm is the same whatever lies before and after it', () => {
  const seconds = fc.constantFrom(1, 20, 60, 61, 64, 66, 70, 3_600, 12_000);
  fc.assert(
    fc.property(fc.array(seconds, { maxLength: 60 }), fc.nat(40), fc.nat(60), (gaps, start, length) => {
      let now = 0;
      const times = at(0, ...gaps.map((gap) => (now += gap)));
      const seen = times.slice(start, start + length);
      const [first = 0n, last = 0n] = [seen[0], seen.at(-1)];
      // of what touches the edges more may lie beyond them
      const inside = ({ from, to }: { readonly from: bigint; readonly to: bigint }) =>
        from > first && to < last;
      const { retrying } = thresholdsSchema.parse({});
      const whole = rhythms(times, retrying).filter(inside);
      const part = rhythms(seen, retrying).filter(inside);
      expect(part).toEqual(whole);
    }),
  );
});
