import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressWithTurns, withTurns, withoutTurns } from './turns.ts';

const turns = ['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069'];
const text = fc
  .array(
    fc.oneof(fc.constantFrom(...turns, 'a', ' ', '%', '\u2029', '\u202f', '\u2065', '\u206a'), fc.string()),
  )
  .map((parts) => parts.join(''));

describe('characters that turn the direction of writing', () => {
  it('are not shown, and are back in whatever leaves the screen', () => {
    fc.assert(
      fc.property(text, (value) => {
        const shown = withoutTurns(value);
        expect(turns.filter((turn) => shown.includes(turn))).toEqual([]);
        expect(withTurns(shown)).toBe(value);
        expect(addressWithTurns(encodeURIComponent(shown))).toBe(encodeURIComponent(value));
      }),
    );
  });

  it('are the only ones that change', () => {
    const others = 'שלום мир ünï 日本 \u200d\u200e\u200f\u2028\u202f\u2065\u206a %EE%80%AF';
    expect(withoutTurns(others)).toBe(others);
    expect(addressWithTurns(others)).toBe(others);
  });
});
