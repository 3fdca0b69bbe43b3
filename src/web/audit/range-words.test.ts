import { describe, expect, it } from 'vitest';
import { type Micros, micros, parseInstant } from '../../contract/instant.ts';
import { fromField, rangeWords, toField } from './range-words.ts';

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
});

describe('a date-and-time field', () => {
  it.each(['UTC', 'Europe/Berlin', 'America/St_Johns'])('holds wall-clock time of %s', (zone) => {
    const instant = at('2026-07-14T09:30:05Z');
    expect(fromField(toField(instant, zone), zone)).toBe(instant);
  });

  it('is empty for an open end', () => {
    expect(toField(undefined, 'UTC')).toBe('');
    expect(fromField('', 'UTC')).toBeUndefined();
    expect(fromField('2026-07-14T09:30', 'UTC')).toBe(at('2026-07-14T09:30:00Z'));
  });
});
