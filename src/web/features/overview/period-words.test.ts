import { expect, it } from 'vitest';
import { comparisonWords, misleadingWords, stretchWords } from './period-words.ts';

it.each([
  ['2026-03-11T09:30:12.5Z', '2026-03-18T09:30:12.5Z', '2026-03-11 09:30 – 2026-03-18 09:30'],
  ['2026-03-18T08:00:00Z', '2026-03-18T08:00:01Z', '2026-03-18 08:00 – 2026-03-18 08:00:01'],
  ['2026-03-18T08:00:00Z', '2026-03-18T08:00:00.000001Z', '2026-03-18 08:00 – 2026-03-18 08:00:00.000001'],
])('from %s to %s is told as “%s”', (from, to, words) => {
  expect(stretchWords({ from, to }, 'UTC')).toBe(words);
});

const before = { from: '2026-03-01T00:00:00Z', to: '2026-03-08T00:00:00Z' };

it('what has a name is called by it', () => {
  expect(comparisonWords({ before }, 'UTC', 'the week before')).toBe(
    'compared with the week before: 2026-03-01 00:00 – 2026-03-08 00:00',
  );
});

it.each([
  [undefined, 'compared with nothing: nothing is stored from before', ''],
  [before, 'compared with 2026-03-01 01:00 – 2026-03-08 01:00', ''],
  [
    { ...before, stored_from: '2026-03-07T12:34:56Z' },
    'compared with 2026-03-01 01:00 – 2026-03-08 01:00',
    '. Stored events begin 2026-03-07 13:34: what was before that is not known, and changes mislead',
  ],
])('a period before of %j is told plainly', (period, comparison, warning) => {
  const answer = period ? { before: period } : {};
  expect(comparisonWords(answer, 'Europe/Berlin')).toBe(comparison);
  expect(misleadingWords(answer, 'Europe/Berlin')).toBe(warning);
});
