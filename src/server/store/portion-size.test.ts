import { expect, test } from 'vitest';
import { nextPortion } from './portion-size.ts';

test.each([
  ['a whole answer', 500, 500, 2_000, 1_000],
  ['a whole answer near the end', 500, 500, 30, 30],
  ['a short answer', 500, 20, 2_000, 40],
  ['a very short answer', 500, 1, 2_000, 8],
  ['a short answer near the end', 500, 20, 3, 3],
])('after %s', (_, asked, got, most, next) => expect(nextPortion(asked, got, most)).toBe(next));
