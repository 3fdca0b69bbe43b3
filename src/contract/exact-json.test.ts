import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from './exact-json.ts';
import { ExactNumber, canonicalNumber, isJsonObject, writeJson } from './exact-number.ts';

const long = (digits: string) => new ExactNumber(digits);

describe('JSON is read with the digits of its numbers', () => {
  test.each<[string, unknown]>([
    ['9007199254740993', long('9007199254740993')],
    [' -1e400\n', long('-1e400')],
    ['[9007199254740992,9007199254740993]', [9_007_199_254_740_992, long('9007199254740993')]],
    ['{"a" : 1E400 , "b":[ [ ] , { } , 1e2]}', { a: long('1E400'), b: [[], {}, 100] }],
    ['{"a":1e400,"a":{"b":[true,null,false,"x"]}}', { a: { b: [true, null, false, 'x'] } }],
    [
      String.raw`{"\\":1e400,"\"":"\\\"1e400","\u0061":"é\u00e9"}`,
      { '\\': long('1e400'), '"': '\\"1e400', a: 'éé' },
    ],
    ['{"a":", 9007199254740993 ,"}', { a: ', 9007199254740993 ,' }],
    [
      '{"\\ud800":["\\ud8009007199254740993",1e400]}',
      { '\ud800': ['\ud8009007199254740993', long('1e400')] },
    ],
  ])('%s', (json, value) => expect(parseJson(json)).toEqual(value));

  test('a member called __proto__ is one like any other', () => {
    const value = parseJson('{"__proto__":{"x":1e400},"y":1}');
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(writeJson(value)).toBe('{"__proto__":{"x":1e400},"y":1}');
  });

  test.each(['', '[1e400', '{"a":1e400,}', '[01e400]', '1e400 x', '["1e400]', '[9007199254740993.]', '-'])(
    'what is none is refused: %s',
    (json) => expect(() => parseJson(json)).toThrow(SyntaxError),
  );

  test('deep and wide ones are read without recursion', () => {
    const deep = `${'['.repeat(100_000)}1e400${']'.repeat(100_000)}`;
    let value = parseJson(deep);
    while (Array.isArray(value)) [value] = value as unknown[];
    expect(value).toEqual(long('1e400'));
    const wide = `[${'1e400,"\\\\",'.repeat(100_000)}1e400]`;
    expect(writeJson(parseJson(wide))).toBe(wide);
  });
});

/** JSON of any value, in which some of the numbers are written as no double writes them. */
const numbers = fc.oneof(
  fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }).map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => JSON.stringify(number)),
  fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.nat(999)).map(([whole, part]) => `${whole}.${part}`),
  fc.constantFrom('1e400', '-1E-400', '1.0', '-0', '0.10000000000000000001', '1e2'),
);
const texts = fc.oneof(
  fc.string(),
  numbers,
  numbers.map((number) => `[${number},"`),
  fc.constantFrom('\\', '"'),
);
const { json: jsons } = fc.letrec<{ json: string; list: string; object: string }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    numbers,
    texts.map((text) => JSON.stringify(text)),
    fc.constantFrom('true', 'null'),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('json'), { maxLength: 5 }).map((items) => `[${items.join(' , ')}]`),
  object: fc.dictionary(fc.oneof(texts, fc.constant('__proto__')), tie('json'), { maxKeys: 5 }).map(
    (members) =>
      `{${Object.entries(members)
        .map(([name, json]) => `${JSON.stringify(name)}:${json}`)
        .join(',\n')}}`,
  ),
}));

/** A value with each of its numbers rounded. */
const rounded = (value: unknown): unknown => {
  if (value instanceof ExactNumber) return Number(value.digits);
  if (Array.isArray(value)) return value.map(rounded);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, rounded(member)]));
};

test('any JSON is the value that JSON.parse tells, but for its digits, which come back', () => {
  fc.assert(
    fc.property(jsons, (json) => {
      const value = parseJson(json);
      expect(rounded(value)).toEqual(JSON.parse(json));
      expect(writeJson(parseJson(writeJson(value)))).toBe(writeJson(value));
      expect(writeJson(parseJson(writeJson(value, 2)))).toBe(writeJson(value));
    }),
  );
});

test('any number comes back with its digits, or as another text of its value where a double holds it', () => {
  fc.assert(
    fc.property(numbers, (number) => {
      const back = writeJson(parseJson(`{"a":[${number}]}`)).slice(6, -2);
      expect(back === number || back === canonicalNumber(number)).toBe(true);
      expect(canonicalNumber(back)).toBe(canonicalNumber(number));
    }),
  );
});
