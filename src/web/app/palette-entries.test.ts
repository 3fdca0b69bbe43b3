import { describe, expect, it } from 'vitest';
import { destinations, matching, mayBeId } from './palette-entries.ts';

const labels = (text: string, found = []) =>
  destinations(text, found).map(({ label, to }) => `${label} → ${to}`);

describe('the palette', () => {
  it.each([
    ['', []],
    [
      'ana@x.org',
      [
        'User ana@x.org → /users/ana%40x.org',
        'Events of ana@x.org → /events?email=ana%40x.org',
        'Events with “ana@x.org” → /events?q=ana%40x.org',
      ],
    ],
    [
      '10.0.0.1',
      [
        'Address 10.0.0.1 → /addresses/10.0.0.1',
        'Events of 10.0.0.1 → /events?source_ip=10.0.0.1',
        'Events with “10.0.0.1” → /events?q=10.0.0.1',
      ],
    ],
    ['字'.repeat(17_000), []],
    ['payroll', ['Events with “payroll” → /events?q=payroll']],
  ])('leads from %j on', (text, expected) => {
    expect(labels(text)).toEqual(expected);
  });

  it('leads to the pages of an id that the data knows', () => {
    const found = (['request_id', 'session', 'client_id', 'user_id'] as const).map((property) => ({
      property,
      time: undefined,
    }));
    expect(destinations('a/1', found).map(({ to }) => to)).toEqual([
      '/attempts/a%2F1',
      '/sessions/a%2F1',
      '/users/a%2F1',
      '/events?q=a%2F1',
    ]);
  });

  it('asks only about what may be an id', () => {
    expect(['req-000123', '4bf92f3577b34da6a3ce929d0e0e4736'].every(mayBeId)).toBe(true);
    expect(['ana@x.org1', '10.0.0.12', 'payroll', 'two words 12', 'a1'].some(mayBeId)).toBe(false);
  });

  it('finds actions by words in any order', () => {
    const entries = [
      { group: 'Actions', label: 'Oldest first' },
      { group: 'Saved views', label: 'Failures first' },
    ];
    expect(matching(entries, 'FIRST old')).toEqual([entries[0]]);
    expect(matching(entries, '')).toEqual(entries);
  });
});
