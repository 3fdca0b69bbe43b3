import { expect, test } from 'vitest';
import { fewOf } from '../store/few.ts';
import { boundedDetails } from './log.ts';

const long = 'x'.repeat(900_000);

/** The most that one line says. */
const screen = 20_000;

const caused = new Error(long, { cause: new Error(long, { cause: new Error(long) }) });

test.each<[string, Record<string, unknown>]>([
  ['a text', { id: long }],
  ['a name', { [long]: 1 }],
  ['a list', { ids: Array.from({ length: 60_000 }, (_, n) => `id-${n}`) }],
  ['a list of lists', { ids: Array.from({ length: 600 }, () => Array.from({ length: 600 }, () => 'id')) }],
  ['many names', Object.fromEntries(Array.from({ length: 60_000 }, (_, n) => [`id-${n}`, n]))],
  ['an error', { err: new Error(long) }],
  ['an error that was caused', { err: caused }],
])('%s from outside makes no long line', (_, details) => {
  const line = JSON.stringify(boundedDetails(details));
  expect(line.length).toBeLessThan(screen);
});

test('what fits is whole', () => {
  const error = Object.assign(new TypeError('no'), { code: 'ENO' });
  expect(boundedDetails({ error: 'x', n: 1, list: [1, 'a'], err: error })).toEqual({
    error: 'x',
    n: 1,
    list: [1, 'a'],
    err: { type: 'TypeError', message: 'no', stack: error.stack, code: 'ENO' },
  });
});

test('of many long ids it says how many they are, and of the first few how they begin', () => {
  expect(fewOf([])).toEqual({ count: 0, first: [] });
  const { count, first } = fewOf(['a', long, ...Array.from({ length: 59_998 }, () => 'b')]);
  expect([count, first.length]).toEqual([60_000, 5]);
  expect(first.slice(0, 2)).toEqual(['a', `${'x'.repeat(80)}… (900000 characters)`]);
});
