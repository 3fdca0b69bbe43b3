import { describe, expect, it } from 'vitest';
import { shownOf } from './marks.ts';
import { quoted } from './quoted.ts';

describe('a text that is repeated in a sentence', () => {
  it.each([
    ['soon', '“soon”'],
    ['', '“”'],
    ['\u202eevil', '“‹U+202E›evil”'],
    ['a\u200b\u0000\n', '“a‹U+200B›‹U+0000›↵”'],
    ['x'.repeat(60_000), `“${'x'.repeat(100)}…”`],
    [`${'x'.repeat(99)}😀!`, `“${'x'.repeat(99)}…”`],
    ['\u202e'.repeat(101), `“${'‹U+202E›'.repeat(100)}…”`],
  ])('%j', (text, words) => {
    expect(quoted(text)).toBe(words);
    expect(quoted(shownOf(text))).toBe(words);
  });
});
