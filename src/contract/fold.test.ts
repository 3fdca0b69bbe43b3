import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold } from './fold.ts';

test.each([
  ['Ann@Example.ORG', 'ann@example.org'],
  ['STRASSE Straße STRAẞE', 'strasse strasse strasse'],
  ['ΟΔΟΣ οδος ΟΔΟΣ.', 'οδοσ οδοσ οδοσ.'],
  ['İstanbul', 'i\u0307stanbul'],
  ['ISPARTA ısparta', 'isparta ısparta'],
  ['ﬁnance FINANCE', 'finance finance'],
  ['µ-Law KELVIN \u212A', 'μ-law kelvin k'],
  ['e\u0301 É', 'e\u0301 é'],
  ['😀 中 \0', '😀 中 \0'],
])('%s', (text, folded) => expect(fold(text)).toBe(folded));

test('whatever case a text is brought to, it folds to the same, but for the Turkish i', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (given) => {
      const text = given.replaceAll(/[ıİ]/g, 'i');
      for (const other of [text.toUpperCase(), text.toLowerCase(), fold(text)])
        expect(fold(other)).toBe(fold(text));
    }),
    { numRuns: 2_000 },
  );
});

test('every letter folds to what no folding changes, and with each form of it', () => {
  const odd: string[] = [];
  for (let code = 0; code < 0x20000; code += 1) {
    const letter = String.fromCodePoint(code);
    if (fold(fold(letter)) !== fold(letter)) odd.push(letter);
    if (letter === 'ı' || letter === 'İ') continue;
    if (fold(letter.toUpperCase()) !== fold(letter) || fold(letter.toLowerCase()) !== fold(letter))
      odd.push(letter);
  }
  expect(odd).toEqual([]);
});

test('a part of a text folds to a part of it', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'binary' }),
      (...parts) => {
        expect(fold(parts.join(''))).toBe(parts.map(fold).join(''));
      },
    ),
  );
});
