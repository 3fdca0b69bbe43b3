import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neutralised, restored } from './spreadsheet-cell.ts';

describe('neutralising formulas', () => {
  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\tx',
    '\rx',
    '\nx',
    '＝1',
    '＋1',
    '－1',
    '＠SUM(A1)',
    '−1+1',
    '﹦1',
    '﹢1',
    '﹣1',
    '﹫1',
    "=cmd|'/C calc'!A0",
    '=DDE("cmd","/C calc","x")',
    "'=1",
    "''=1",
    '\0=1',
    ' =1',
    ' \u{A0} -1',
    '\u{A0}=1',
    '\u{200B}=1',
    '\u{FEFF}+1',
    '\u{AD}@x',
    '\u{E0041}-1',
    "'\u{200B}'=1",
    '\u{3164}=1',
    '   =1',
    '\u{A0}\u{200B}=1',
    '\u{FFF9}=1',
    '\u{202E}=1',
    '\u{3000}＝1',
  ])('marks %j at its start', (text) => {
    expect(neutralised(text)).toBe(`'${text}`);
  });

  it.each([
    ['x;=1+1', "x;'=1+1"],
    ['x;=1;y|-1', "x;'=1;y|'-1"],
    ['x\r=1', "x\r'=1"],
    ['x\u{85}=1', "x\u{85}'=1"],
    ['x\u{2028}−1', "x\u{2028}'−1"],
    ['x;\u{FEFF}＝1', "x;'\u{FEFF}＝1"],
    ['x|﹫1', "x|'﹫1"],
    ['x\t=1', "x\t'=1"],
    ['x\r\n@y', "x\r\n'@y"],
    ['x\n\u{200B}=1', "x\n'\u{200B}=1"],
    ["x;'=1", "x;''=1"],
    ['=1;=2', "'=1;'=2"],
    ['a;\u{A0}\u{200D}+1', "a;'\u{A0}\u{200D}+1"],
  ])('marks %j where another program splits it', (text, cell) => {
    expect(neutralised(text)).toBe(cell);
  });

  it.each([
    '',
    'x',
    "'",
    "'x",
    'a=1',
    'a =1',
    '2026-01-01',
    'Mozilla/5.0 (x; +http://x.org/bot)',
    'a; b|c',
    "o'=x",
  ])('leaves %j', (text) => {
    expect(neutralised(text)).toBe(text);
  });

  const texts = fc.string({
    unit: fc.constantFrom(
      "'",
      '=',
      '-',
      'a',
      '"',
      ',',
      ';',
      '|',
      '\t',
      '\n',
      '\r',
      ' ',
      '\u{A0}',
      '\0',
      '\u{200B}',
      '@',
      '＝',
      '−',
      '\u{FFF9}',
    ),
  });

  it('can be taken back exactly', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(restored(neutralised(text))).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves no cell that is run, whatever separates cells', () => {
    const cut = fc.constantFrom(/$^/, /;/, /\t/, /\|/, /\r\n|\r|\n/);
    fc.assert(
      fc.property(texts, cut, (text, separator) => {
        // told without the product's words: what is left of a part when all that is not seen is taken off its front
        const parts = neutralised(text).split(separator);
        const seen = parts.map((part) => /^[\u{A0}\0\u{200B}\u{FFF9}]*(.?)/u.exec(part)?.[1] ?? '');
        expect(seen.filter((first) => ['=', '-', '@', '＝', '−'].includes(first))).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes no time for a long text', () => {
    const text = `${'\u{200B}'.repeat(50_000)}x${';\u{A0}'.repeat(50_000)}${'\v'.repeat(50_000)}`;
    expect(neutralised(text)).toBe(text);
  });
});
