import { describe, expect, it } from 'vitest';
import { micros } from '../../../contract/instant.ts';
import { forgetTab } from '../../lib/tab-memory.ts';
import { asOfFor, takeAsOf } from './as-of.ts';

const at = (instant: bigint) => () => micros(instant);

describe('the instant of a view', () => {
  it('is taken once for each view, until it is taken anew or somebody signs out', () => {
    expect(asOfFor('a', at(1n))).toBe(1n);
    expect(asOfFor('a', at(2n))).toBe(1n);
    expect(asOfFor('b', at(3n))).toBe(3n);
    expect(takeAsOf('a', at(4n))).toBe(4n);
    expect([asOfFor('a', at(5n)), asOfFor('b', at(5n))]).toEqual([4n, 3n]);
    forgetTab();
    expect(asOfFor('a', at(6n))).toBe(6n);
  });
});
