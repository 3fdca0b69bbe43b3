import { describe, expect, it } from 'vitest';
import { noFilters } from '../../contract/filters.ts';
import { type Micros, micros, parseInstant } from '../../contract/instant.ts';
import { rangeOfText, resolveRange } from './range.ts';
import { canBeLive, liveScope } from './live.ts';

const asOf: Micros = parseInstant('2026-03-18T09:30:00Z') ?? micros(0n);
const rangeOf = (text: string) => {
  const read = rangeOfText(text, 'UTC', asOf);
  if ('problem' in read) throw new Error(read.problem);
  return read.range;
};

describe('a live view', () => {
  it.each([
    ['last 7 days', true],
    ['today', true],
    ['all', true],
    ['since 2026-03-01', true],
    ['2026-03-18', true],
    ['yesterday', false],
    ['now-2h to now-1h', false],
    ['2026-03-17', false],
    ['2026-03-18 09:00 to 09:30', false],
  ])('%s can be: %s', (text, possible) => {
    const range = rangeOf(text);
    expect(canBeLive(resolveRange(range, asOf), range, asOf)).toBe(possible);
  });

  it('counts beyond the end of a range that moves on, not of one that stands', () => {
    const scope = { filters: noFilters, from: 'a', to: 'b' };
    expect(liveScope(scope, rangeOf('last 7 days'))).toEqual({ filters: noFilters, from: 'a' });
    expect(liveScope(scope, rangeOf('2026-03-18'))).toEqual(scope);
  });
});
