import { describe, expect, it } from 'vitest';
import { noFilters } from '../../../contract/filters.ts';
import { type Micros, micros, parseInstant } from '../../../contract/instant.ts';
import { rangeOfText, resolveRange } from '../time/range.ts';
import { type Following, type LiveFacts, canBeLive, countedAt, followed, withoutEnd } from './live.ts';

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

describe('a view that is followed', () => {
  const asked: LiveFacts = {
    live: true,
    possible: true,
    hidden: false,
    switchedOff: false,
    since: '100',
    failing: false,
    news: { at: '120', count: 3, ahead: 2 },
  };
  const told = { count: 3, ahead: 2 };
  const nothing = { count: 0, ahead: 0 };

  it.each<[string, Partial<LiveFacts>, Partial<Following>]>([
    ['says what is new', {}, { state: 'on', paused: false, replaced: false, ...told }],
    ['begins with nothing new', { since: undefined, news: undefined }, { state: 'on', ...nothing }],
    ['keeps what it knows while nobody looks', { hidden: true }, { state: 'hidden', ...told }],
    ['and while the server does not answer', { failing: true }, { state: 'lost', ...told }],
    ['which nobody who does not look is told', { failing: true, hidden: true }, { state: 'hidden' }],
    ['has ended with its range', { possible: false }, { state: 'ended', ...nothing }],
    ['is off', { live: false, switchedOff: true }, { state: 'off', paused: true, ...nothing }],
    ['is not paused where it never was on', { live: false }, { state: 'off', paused: false }],
    ['nor once it is on again by Back', { switchedOff: true }, { state: 'on', paused: false }],
    ['is off before its range has ended', { live: false, possible: false }, { state: 'off' }],
    ['sees that the store is another', { news: { at: '99', count: 0, ahead: 0 } }, { replaced: true }],
    ['compares as numbers', { since: '99', news: { at: '100', count: 0, ahead: 0 } }, { replaced: false }],
    ['not while it is off', { live: false, news: { at: '9', count: 0, ahead: 0 } }, { replaced: false }],
  ])('%s', (_what, facts, expected) => {
    expect(followed({ ...asked, ...facts })).toMatchObject(expected);
  });
});
