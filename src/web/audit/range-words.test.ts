import { describe, expect, it } from 'vitest';
import { type Micros, micros, parseInstant } from '../../contract/instant.ts';
import { fromFields, rangeWords, toFields } from './range-words.ts';

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

describe('the fields of a form', () => {
  it.each(['UTC', 'Europe/Berlin', 'America/St_Johns'])('hold wall-clock time of %s', (zone) => {
    const instant = at('2026-07-14T09:30:05Z');
    expect(fromFields(toFields(instant, 'from', zone), 'from', zone)).toBe(instant);
    expect(fromFields(toFields(instant, 'to', zone), 'to', zone)).toBe(instant);
  });

  it('take a day alone as the whole of it, the last one included', () => {
    const [from, to] = [at('2026-03-28T23:00Z'), at('2026-03-29T22:00Z')];
    expect(toFields(from, 'from', 'Europe/Berlin')).toEqual({ date: '2026-03-29', time: '' });
    expect(toFields(to, 'to', 'Europe/Berlin')).toEqual({ date: '2026-03-29', time: '' });
    const day = { date: '2026-03-29', time: '' };
    expect(fromFields(day, 'from', 'Europe/Berlin')).toBe(from);
    expect(fromFields(day, 'to', 'Europe/Berlin')).toBe(to);
  });

  it('are empty for an open end', () => {
    expect(toFields(undefined, 'to', 'UTC')).toEqual({ date: '', time: '' });
    expect(fromFields({ date: '', time: '09:00' }, 'from', 'UTC')).toBeUndefined();
    expect(fromFields({ date: '2026-07-14', time: '09:30' }, 'to', 'UTC')).toBe(at('2026-07-14T09:30:00Z'));
  });
});
