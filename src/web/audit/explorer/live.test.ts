import { describe, expect, it } from 'vitest';
import { noFilters } from '../../../contract/filters.ts';
import { type Micros, micros, parseInstant } from '../../../contract/instant.ts';
import { rangeOfText, resolveRange } from '../time/range.ts';
import { canBeLive, countedAt, withoutEnd } from './live.ts';

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

  it.each<[string, { from?: string; to?: string; orFrom?: string }]>([
    [
      'last 24 hours',
      { from: '2026-03-17T09:31:00Z', to: '2026-03-18T09:31:00Z', orFrom: '2026-03-18T09:30:00Z' },
    ],
    [
      'now-2h to now+1h',
      { from: '2026-03-18T07:31:00Z', to: '2026-03-18T10:31:00Z', orFrom: '2026-03-18T10:30:00Z' },
    ],
    ['since yesterday', { from: '2026-03-17T00:00:00Z' }],
    ['2026-03-18', { from: '2026-03-18T00:00:00Z', to: '2026-03-19T00:00:00Z' }],
    ['all', {}],
  ])('%s counts what it would show a minute later', (text, { orFrom, ...instants }) => {
    const range = rangeOf(text);
    const later = micros(asOf + 60_000_000n);
    expect(countedAt(noFilters, range, resolveRange(range, asOf), later)).toEqual({
      scope: { filters: noFilters, ...instants },
      ...(orFrom !== undefined && { orFrom }),
    });
  });

  it('shows what is dated later than now by an open end', () => {
    expect(withoutEnd({ from: asOf, to: asOf })).toEqual({ kind: 'between', from: asOf });
    expect(withoutEnd({ to: asOf })).toEqual({ kind: 'all' });
  });
});
