import { expect, test } from 'vitest';
import { printLines, printable } from './printable.ts';

/** What no terminal may be given: C0, DEL, C1, separators of lines, and all that turns the direction of writing. */
const hostile = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0x061c, 0x061c],
  [0x200e, 0x200f],
  [0x2028, 0x202e],
  [0x2066, 0x2069],
].flatMap(([from = 0, to = 0]) => Array.from({ length: to - from + 1 }, (_, n) => from + n));

test('every control character and every turn is written as its code', () => {
  for (const code of hostile)
    expect(printable(`a${String.fromCodePoint(code)}b`)).toBe(`a\\u${code.toString(16).padStart(4, '0')}b`);
});

test.each(['plain', '“events” 100 %', 'žluťoučký', '日本語', 'שלום', 'مرحبا', '👩‍💻', 'a\\b', ' '])(
  'other text stays: %s',
  (text) => {
    expect(printable(text)).toBe(text);
  },
);

test('a line stays one line, whatever it holds', () => {
  let printed = '';
  printLines({ write: (text) => (printed += text) }, ['a\nb\r', '\u001B[2Jc\u009B31m']);
  expect(printed).toBe('a\\u000ab\\u000d\n\\u001b[2Jc\\u009b31m\n');
});
