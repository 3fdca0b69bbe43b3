import { describe, expect, it } from 'vitest';
import { type Micros, parseInstant } from '../../../contract/instant.ts';
import type { Source } from '../../../contract/sources.ts';
import { sourceFacts } from './source-facts.ts';

const now = parseInstant('2026-03-18T09:30:00Z') ?? (0n as Micros);
const counts = { records: 18_204, duplicates: 312, refused: 0, late: 3, notes: [] };
const pulled = (
  details: Partial<NonNullable<Source['details']>> = {},
  more: Partial<Source> = {},
): Source => ({
  name: 'agilicus',
  kind: 'agilicus',
  state: 'current',
  complete_to: '2026-03-18T09:00:00Z',
  details: { ...counts, ...details },
  ...more,
});
const fact = (source: Source, label: string) =>
  sourceFacts(source, { zone: 'UTC', now }).find((each) => each.label === label);

describe('what is told of a source', () => {
  it('how far it is behind, and what it brought', () => {
    expect(fact(pulled(), 'Behind now')?.text).toBe('30 min');
    expect(fact(pulled(), 'Records')?.text).toBe('18,204');
    const since = { complete_from: '2025-12-18T00:00:00Z' };
    expect(fact(pulled({}, since), 'Complete from')?.text).toBe('2025-12-18 00:00');
    expect(fact(pulled({}, { ...since, state: 'catching_up' }), 'Complete from')).toBeUndefined();
    expect(fact(pulled({}, { complete_to: undefined }), 'Behind now')).toBeUndefined();
    expect(fact(pulled({ last_attempt: '2026-03-18T09:29:48Z' }), 'Last asked')?.text).toBe(
      '2026-03-18 09:29:48 · 12 s ago',
    );
  });

  it.each([
    ['2099-01-01T00:00:00Z', 'Ends on 2099-01-01 00:00', undefined],
    ['2026-04-18T00:00:00Z', 'Ends on 2026-04-18 00:00, in 30 days', false],
    ['2026-04-17T00:00:00Z', 'Ends on 2026-04-17 00:00, in 29 days', true],
    ['2026-03-18T20:00:00Z', 'Ends on 2026-03-18 20:00, in less than a day', true],
    ['2026-03-18T09:00:00Z', 'Ended on 2026-03-18 09:00', true],
  ])('when its document ends: %s', (end, text, isTrouble) => {
    const told = fact(pulled({ document_expires: end }), 'Sign-in document');
    expect([told?.text, told?.isTrouble]).toEqual([text, isTrouble]);
  });

  it('what is to be looked after', () => {
    expect(fact(pulled({ refused: 2 }), 'Refused')?.isTrouble).toBe(true);
    expect(fact(pulled({ too_old: 1_200 }), 'Too old')?.text).toBe('1,200');
    expect(fact(pulled(), 'Too old')).toBeUndefined();
    expect(fact(pulled({ directory: { people: 1, error: 'It answered 403.' } }), 'Directory')).toMatchObject({
      text: 'one person. It answered 403.',
      isTrouble: true,
    });
  });

  it('of a webhook, what came, not until when it is complete', () => {
    const webhook: Source = {
      name: 'webhook',
      kind: 'webhook',
      state: 'listening',
      last_arrival: '2026-03-18T09:00:00Z',
      details: counts,
    };
    expect(sourceFacts(webhook, { zone: 'UTC', now }).map(({ label }) => label)).toEqual([
      'Last arrival',
      'Records',
      'Already stored',
      'Refused',
    ]);
  });
});
