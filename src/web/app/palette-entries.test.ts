import { describe, expect, it } from 'vitest';
import { destinations, matching, soughtByPalette } from './palette-entries.ts';

const labels = (text: string, found = []) =>
  destinations(text, found).map(({ label, to }) => `${label} → ${to}`);

describe('the palette', () => {
  it.each([
    ['', []],
    [
      'ana@x.org',
      [
        'User ana@x.org → /users/ana%40x.org?range=all',
        'Events of ana@x.org → /events?email=ana%40x.org',
        'Events with “ana@x.org” → /events?q=ana%40x.org',
      ],
    ],
    [
      '10.0.0.1',
      [
        'Address 10.0.0.1 → /addresses/10.0.0.1?range=all',
        'Events of 10.0.0.1 → /events?source_ip=10.0.0.1',
        'Events with “10.0.0.1” → /events?q=10.0.0.1',
      ],
    ],
    ['字'.repeat(17_000), []],
    [
      'Doe, Ana <ana@x.org>',
      ['User ana@x.org → /users/ana%40x.org?range=all', 'Events of ana@x.org → /events?email=ana%40x.org'],
    ],
    [
      '[2001:db8::1]:443',
      [
        'Address 2001:db8::1 → /addresses/2001%3Adb8%3A%3A1?range=all',
        'Events of 2001:db8::1 → /events?source_ip=2001%3Adb8%3A%3A1',
      ],
    ],
    ['https://audit.example.org/events?result=Failure', ['Page of this link → /events?result=Failure']],
    ['payroll', ['Events with “payroll” → /events?q=payroll']],
    ['\u202ellorypa', ['Events with “‹U+202E›llorypa” → /events?q=%E2%80%AEllorypa']],
  ])('leads from %j on', (text, expected) => {
    expect(labels(text)).toEqual(expected);
  });

  it('leads to the pages of an id that the data knows', () => {
    const found = (['request_id', 'session', 'client_id', 'user_id', 'token_id', 'email'] as const).map(
      (property) => ({
        property,
        values: ['a/1'],
        time: undefined,
      }),
    );
    expect(destinations('a/1', found).map(({ to }) => to)).toEqual([
      '/attempts/a%2F1',
      '/sessions/a%2F1',
      '/users/a%2F1?range=all',
      '/attempts?token_id=a%2F1&range=all',
      '/events?q=a%2F1',
    ]);
  });

  it('leads to a host as it is stored', () => {
    const found = [{ property: 'source_ip', values: ['2001:DB8::1'], time: undefined }] as const;
    expect(destinations('2001:db8::1', found).map(({ label }) => label)).toEqual([
      'Address 2001:DB8::1',
      'Events of 2001:DB8::1',
      'Events with “2001:db8::1”',
    ]);
  });

  it('asks only about what may be an id', () => {
    const ids = (text: string) => soughtByPalette(text).ids;
    expect(ids('Request ID: a/1')).toContain('a/1');
    expect(ids(' REQ-000123')).toContain('req-000123');
    expect(['ana@x.org1', '10.0.0.12', 'payroll', 'two words 12', 'a1'].flatMap(ids)).toEqual([]);
  });

  it('finds actions by words in any order', () => {
    const entries = [
      { group: 'Actions', label: 'Oldest first' },
      { group: 'Saved views', label: 'Failures first' },
    ];
    expect(matching(entries, 'FIRST old')).toEqual([entries[0]]);
    expect(matching(entries, '')).toEqual(entries);
    const named = { group: 'Actions', label: 'Export', also: 'download csv' };
    expect(matching([...entries, named], 'Download')).toEqual([named]);
    expect(matching([{ group: 'Saved views', label: 'a‹U+200B›b' }], ' views  A\u200bb')).toHaveLength(1);
  });
});
