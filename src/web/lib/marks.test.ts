import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inLines, legendOf, queryOf, shownOf, shownQuery, titleOf, typedOf, valueOf } from './marks.ts';

const odd = [
  '\u200b',
  '\u200c',
  '\u200d',
  '\u2060',
  '\u00ad',
  '\u034f',
  '\u061c',
  '\u200e',
  '\u200f',
  '\u202e',
  '\u2066',
  '\ufeff',
  '\u00a0',
  '\u2003',
  '\u202f',
  '\u3000',
  '\u2028',
  '\u115f',
  '\u3164',
  '\uffa0',
  '\ufe0f',
  '\u{e0100}',
  '\u{e0041}',
  '\u{e0001}',
  '\t',
  '\n',
  '\r',
  '\0',
  '\u001b',
  '\u007f',
  '\u0085',
  '\ud800',
  '\udfff',
  '\u2800',
  '\u180e',
];
const pieces = fc.oneof(
  fc.constantFrom(
    ...odd,
    'a',
    ' ',
    '  ',
    '‹',
    'U+',
    '‹U+200B›',
    '›',
    '␣',
    '⇥',
    '↵',
    '❤',
    '👩',
    '💻',
    'ی',
    '%',
  ),
  fc.string({ unit: 'binary' }),
);
const text = fc.array(pieces).map((parts) => parts.join(''));

describe('what would be drawn like something else', () => {
  it('is shown, each text otherwise, and is itself again in whatever leaves the screen', () => {
    fc.assert(
      fc.property(text, (value) => {
        const shown = shownOf(value);
        expect(valueOf(shown)).toBe(value);
        expect(typedOf(shown)).toBe(shown);
      }),
    );
  });

  it('is itself in addresses', () => {
    fc.assert(
      fc.property(text, (value) => {
        const sent = value.replaceAll(/\p{Cs}/gu, '\ufffd');
        const query = queryOf([[shownOf(value), shownOf(value)]]);
        expect([...new URLSearchParams(query.toString())]).toEqual([[sent, sent]]);
        expect([...shownQuery(new URLSearchParams(query.toString()))]).toEqual([
          [shownOf(sent), shownOf(sent)],
        ]);
      }),
    );
  });

  it.each(odd)('is %j wherever it stands among letters', (character) => {
    for (const value of [`${character}ana`, `an${character}a`, `ana${character}`, character, `1${character}`])
      expect(shownOf(value)).not.toContain(character);
  });

  it.each([
    ['ana ', 'ana␣'],
    [' ana', '␣ana'],
    ['a  na', 'a␣␣na'],
    ['   ', '␣␣␣'],
    ['Mozilla/5.0\r\nX:\ty', 'Mozilla/5.0‹U+000D›↵X:⇥y'],
    ['an\u200ba', 'an‹U+200B›a'],
    ['\u202eevil\u202c', '‹U+202E›evil‹U+202C›'],
    ['a\u{e0062}b', 'a‹U+E0062›b'],
    ['a\ud83d', 'a‹U+D83D›'],
    ['1\ufe0f', '1‹U+FE0F›'],
    ['😀\ufe0f', '😀‹U+FE0F›'],
    ['❤️\ufe0f', '❤️‹U+FE0F›'],
    ['👩\u200d', '👩‹U+200D›'],
    ['ana\u200d💻', 'ana‹U+200D›💻'],
    ['دا\u200cد', 'دا‹U+200C›د'],
    ['a‹U+200B›b', 'a‹U+2039›U+200B›b'],
    ['key ↵', 'key ‹U+21B5›'],
  ])('%j is shown as %s', (value, shown) => expect(shownOf(value)).toBe(shown));

  it.each(
    [
      ['Ana Doe', 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0', 'a‹b›', '100 %', 'ünï שלום мир 日本', ''],
      ['👩‍💻', '❤️', '👩‍❤️‍👨', '🏳️‍🌈', '👨🏽‍🚀', '1️⃣', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}', '😀︎'],
      ['می\u200cخواهم', 'کتاب\u200cها', 'क्\u200dष', 'ക്\u200d', '山田\u3000太郎', 'é', 'e\u0301'],
    ].flat(),
  )('leaves %s as it is', (value) => {
    expect(shownOf(value)).toBe(value);
    expect(legendOf(value)).toBeUndefined();
  });

  it.each([
    ['an\u200ba', '‹U+200B› is a zero width space.'],
    ['ana ', '␣ is a blank.'],
    ['a\tb\nc\n', '⇥ is a tab, ↵ is a new line.'],
    ['\u0007', '‹U+0007› is a control character.'],
    ['a\u2064b', '‹U+2064› is an invisible character.'],
    ['␣', '‹U+2423› is the character ␣ itself.'],
  ])('of %j it is said what it is', (value, legend) => {
    expect(legendOf(shownOf(value))).toBe(legend);
    expect(titleOf(shownOf(value))).toBe(`${shownOf(value)}\n${legend}`);
  });

  it('are no lines of a text of our own', () => {
    expect(inLines(shownOf('Hello,\n\nAna.'))).toBe('Hello,\n\nAna.');
  });
});
