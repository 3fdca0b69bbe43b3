import { describe, expect, it } from 'vitest';
import { type Micros, micros, parseInstant } from '../../../contract/instant.ts';
import { rangeWords } from './range-words.ts';

const at = (text: string): Micros => parseInstant(text) ?? micros(0n);

describe('a range in words', () => {
  it.each([
    [{ kind: 'all' }, 'All time'],
    [{ kind: 'last', span: '24h' }, 'Last 24 hours'],
    [{ kind: 'between', from: at('2026-03-14T09:00Z') }, 'Since 2026-03-14 10:00'],
    [{ kind: 'between', to: at('2026-03-14T09:00Z') }, 'Until 2026-03-14 10:00'],
    [{ kind: 'typed', text: 'yesterday', zone: 'UTC' }, 'Yesterday'],
    [{ kind: 'between', from: at('2026-03-28T23:00Z'), to: at('2026-03-29T22:00Z') }, '2026-03-29'],
    [
      { kind: 'between', from: at('2026-02-28T23:00Z'), to: at('2026-03-05T23:00Z') },
      '2026-03-01 – 2026-03-05',
    ],
    [
      { kind: 'between', from: at('2026-03-14T09:00Z'), to: at('2026-03-15T09:00:01Z') },
      '2026-03-14 10:00 – 2026-03-15 10:00:01',
    ],
  ] as const)('%o', (range, words) => {
    expect(rangeWords(range, 'Europe/Berlin')).toBe(words);
  });

  it('ends with the day before midnight, even where a day was skipped', () => {
    const range = { kind: 'between', from: at('2011-12-28T10:00Z'), to: at('2011-12-30T10:00Z') } as const;
    expect(rangeWords(range, 'Pacific/Apia')).toBe('2011-12-28 – 2011-12-29');
  });
});
