import { expect, test } from 'vitest';
import { micros, microsPerDay, microsPerMillisecond } from '../../../contract/instant.ts';
import { Pace } from './pace.ts';

const end = micros(1_773_835_200_000_000n);
const widthOf = (pace: Pace): bigint => end - pace.before(end, micros(0n));

test('as many records are asked for as an answer holds, after a few answers', () => {
  for (const perSecond of [0.001, 1, 500, 20_000]) {
    const pace = new Pace();
    const holds = (width: bigint): number => Math.round((Number(width) / 1e6) * perSecond);
    for (let count = 0; count < 20; count += 1) {
      const width = widthOf(pace);
      // what is too much is parted by the reader, whose newest part is told of
      const part = holds(width) < 500 ? width : BigInt(Math.round((500 / perSecond) * 1e6));
      pace.had(holds(part), part);
    }
    const many = holds(widthOf(pace));
    expect(many).toBeLessThan(500);
    expect(many > 200 || widthOf(pace) === 31n * microsPerDay).toBe(true);
  }
});

test('it stays between a millisecond and a month, in whole milliseconds, and does not reach back too far', () => {
  const pace = new Pace();
  for (let count = 0; count < 60; count += 1) pace.wasTooMuch();
  expect(widthOf(pace)).toBe(microsPerMillisecond);
  for (let count = 0; count < 60; count += 1) pace.had(0, widthOf(pace));
  expect(widthOf(pace)).toBe(31n * microsPerDay);
  pace.had(333, 1_234_567n);
  expect(widthOf(pace) % microsPerMillisecond).toBe(0n);
  expect(pace.before(end, micros(end - 5n))).toBe(end - 5n);
});
