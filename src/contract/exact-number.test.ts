import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ExactNumber, canonicalNumber, isHeld, parseNumber, writeJson } from './exact-number.ts';

describe('a number of JSON', () => {
  test.each([
    ['0', '0'],
    ['-0', '0'],
    ['0.000', '0'],
    ['0e99999999999999999999', '0'],
    ['1.0', '1'],
    ['1e2', '100'],
    ['0.1', '0.1'],
    ['1E-7', '1e-7'],
    ['0.000001', '0.000001'],
    ['9007199254740992', '9007199254740992'],
    ['9007199254740994.0', '9007199254740994'],
    ['100000000000000000000', '100000000000000000000'],
    ['1000000000000000000000', '1e+21'],
    ['0.30000000000000004', '0.30000000000000004'],
    ['1.7976931348623157e308', '1.7976931348623157e+308'],
    ['5e-324', '5e-324'],
  ])('%s is held by a double, which writes %s', (text, written) => {
    expect(isHeld(text)).toBe(true);
    expect(canonicalNumber(text)).toBe(written);
    expect(parseNumber(text)).toBe(Number(text));
  });

  test.each([
    ['9007199254740993', '9007199254740993'],
    ['-9007199254740993.0', '-9007199254740993'],
    ['9.007199254740993e15', '9007199254740993'],
    ['18446744073709551616.5', '18446744073709551616.5'],
    ['123456789012345678901234567890', '1.2345678901234567890123456789e+29'],
    ['0.1000000000000000055511151231257827', '0.1000000000000000055511151231257827'],
    ['4.9e-324', '4.9e-324'],
    ['1e-400', '1e-400'],
    ['10E399', '1e+400'],
    ['-1E99999999999999999999', '-1e99999999999999999999'],
  ])('%s is held by none, and its value is that of %s', (text, written) => {
    expect(isHeld(text)).toBe(false);
    expect(canonicalNumber(text)).toBe(written);
    expect(writeJson([parseNumber(text), { n: parseNumber(text) }])).toBe(`[${text},{"n":${text}}]`);
  });

  const digits = fc.stringMatching(/^\d{1,25}$/);
  const texts = fc
    .tuple(
      fc.constantFrom('', '-'),
      digits.map((all) => all.replace(/^0+(?=\d)/, '')),
      fc.option(digits),
      fc.option(fc.integer({ min: -330, max: 330 })),
    )
    .map(
      ([sign, whole, fraction, power]) =>
        `${sign}${whole}${fraction === null ? '' : `.${fraction}`}${power === null ? '' : `e${power}`}`,
    );

  test('keeps its value in its canonical form, which is that of a double where one holds it', () => {
    /** The value, times ten to the 800th. */
    const scaled = (text: string): bigint => {
      const [, sign = '', whole = '', fraction = '', power = '0'] =
        /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(text) ?? [];
      return BigInt(`${sign}${whole}${fraction}`) * 10n ** BigInt(800 + Number(power) - fraction.length);
    };
    fc.assert(
      fc.property(texts, (text) => {
        expect(scaled(canonicalNumber(text))).toBe(scaled(text));
        expect(canonicalNumber(canonicalNumber(text))).toBe(canonicalNumber(text));
        const number = Number(text);
        const isSame = Number.isFinite(number) && scaled(String(number)) === scaled(text);
        expect(isHeld(text)).toBe(isSame);
      }),
      { numRuns: 2_000 },
    );
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        for (const text of [String(number), number.toExponential()]) expect(isHeld(text)).toBe(true);
        expect(canonicalNumber(String(number))).toBe(String(number));
      }),
    );
  });
});

test('of a text that looks like a number that is kept, only the number is written as one', () => {
  const value = { a: new ExactNumber('1e400'), b: '\\ud8001e400', c: '"\\ud8001', '\\ud8002': '1e400' };
  expect(JSON.parse(writeJson(value, 2).replace('1e400', '5'))).toEqual({ ...value, a: 5 });
  expect(String(value.a)).toBe('1e400');
});

test('a million of digits are as quick as few', () => {
  for (const text of [
    '9'.repeat(1e6),
    `${'1'.padEnd(5e5, '0')}${'1'.padEnd(5e5, '0')}`,
    `1e${'9'.repeat(1e6)}`,
  ])
    expect(writeJson(parseNumber(text))).toBe(text);
});
