import { describe, expect, it } from 'vitest';
import { micros } from '../../../contract/instant.ts';
import { emptyReason } from './empty-reason.ts';

const stored = { first: micros(100n), last: micros(200n) };

describe('why there are no rows', () => {
  it.each([
    [{ from: micros(150n), to: micros(160n) }, 'unmatched'],
    [{}, 'unmatched'],
    [{ from: micros(200n) }, 'unmatched'],
    [{ from: micros(201n) }, 'outside'],
    [{ to: micros(100n) }, 'outside'],
    [{ to: micros(101n) }, 'unmatched'],
  ] as const)('%o', (range, reason) => {
    expect(emptyReason(stored, range)).toBe(reason);
  });

  it('is the empty store, whatever the range', () => {
    expect(emptyReason({ first: undefined, last: undefined }, {})).toBe('nothing stored');
  });
});
