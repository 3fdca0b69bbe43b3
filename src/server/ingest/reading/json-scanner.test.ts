import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonFault, JsonScanner, type Watcher } from './json-scanner.ts';

/** What a watcher that looks at everything is told, as texts. */
const toldOf = (text: Buffer, pieces: readonly number[] = [], levels = Infinity): string[] => {
  const told: string[] = [];
  let depth = 0;
  const watcher: Watcher = {
    open: (at, isObject) => {
      told.push(`${at} ${isObject ? '{' : '['}`);
      if (depth >= levels) return false;
      depth += 1;
      return true;
    },
    close: (end) => {
      depth -= 1;
      told.push(`${end} end`);
    },
    scalar: (from, end) => told.push(`${from} ${text.subarray(from, end).toString()}`),
    name: (bytes, from, end) => told.push(`name ${Buffer.from(bytes.subarray(from, end)).toString()}`),
  };
  const scanner = new JsonScanner(watcher);
  let at = 0;
  for (const length of pieces) {
    // as chunks of a stream come: each in memory of its own
    const piece = Buffer.from(text.subarray(at, at + length));
    scanner.feed(piece);
    at += piece.length;
  }
  scanner.feed(text, at, text.length);
  scanner.end();
  return told;
};

const faultIn = (text: string | Buffer, pieces: readonly number[] = []): string => {
  try {
    toldOf(Buffer.from(text), pieces);
    return '';
  } catch (error) {
    if (error instanceof JsonFault) return `${error.at}: ${error.message}`;
    throw error;
  }
};

/** Whether a text is one JSON value for the scanner, which takes several. */
const isTaken = (text: string, pieces: readonly number[]): boolean =>
  faultIn(text, pieces) === '' && toldOf(Buffer.from(text), pieces, 0).length === 1;

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const cuts = fc.array(fc.nat(7), { maxLength: 40 });

test('tells names, scalars, lists and objects with their places', () => {
  expect(toldOf(Buffer.from(' {"a":[1, -0.5e+2],"b\\u00e9":{"c":null}, "d":"é\\""} '))).toEqual([
    '1 {',
    'name a',
    '6 [',
    '7 1',
    '10 -0.5e+2',
    '18 end',
    String.raw`name b\u00e9`,
    '29 {',
    'name c',
    '34 null',
    '39 end',
    'name d',
    String.raw`45 "é\""`,
    '52 end',
  ]);
});

test('tells no more levels than are looked at', () => {
  expect(toldOf(Buffer.from('[[1,{"a":2}],3]'), [], 1)).toEqual(['0 [', '1 [', '13 3', '15 end']);
});

test('several texts after each other are told one by one', () => {
  expect(toldOf(Buffer.from('{}[]\n1 "a"'))).toEqual(['0 {', '2 end', '2 [', '4 end', '5 1', '7 "a"']);
});

test('any JSON, in any pieces, is told as it is in one, and a name whole', () => {
  fc.assert(
    fc.property(fc.json({ stringUnit: 'binary' }), cuts, (text, pieces) => {
      const bytes = Buffer.from(text);
      expect(toldOf(bytes, pieces)).toEqual(toldOf(bytes));
    }),
  );
});

describe('takes what JSON.parse takes, and nothing else', () => {
  const tokens = ['{', '}', '[', ']', ',', ':', '"', '"a"', '""', ' ', '\n', '\t', '{"a":', '[1,'];
  const escapes = ['\\', '\\u00', '\\u00e9', '\\n', '\\x', 'é', '\ud83d\ude00', 'x'];
  const scalars = [
    '0',
    '1',
    '-',
    '+',
    '.',
    'e',
    'E',
    '01',
    '1.5',
    '-0',
    '1e9',
    'true',
    'fals',
    'null',
    'nul',
  ];
  const parts = [...tokens, ...escapes, ...scalars, '\u0000', '\u000b', '\u00a0', '\ufeff'];

  test('of texts made of its parts', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 8 }), cuts, (some, pieces) => {
        const text = some.join('');
        const list = `[${text}]`;
        expect(isTaken(list, pieces)).toBe(isJson(list));
      }),
      { numRuns: 5_000 },
    );
  });

  test('of JSON with a byte changed, taken out or put in', () => {
    const edit = fc.record({
      at: fc.nat(),
      gone: fc.nat(1),
      put: fc.constantFrom('', ...parts),
    });
    fc.assert(
      fc.property(fc.json(), edit, cuts, (text, { at, gone, put }, pieces) => {
        const place = at % (text.length + 1);
        const changed = `[${text.slice(0, place)}${put}${text.slice(place + gone)}]`;
        expect(isTaken(changed, pieces)).toBe(isJson(changed));
      }),
      { numRuns: 3_000 },
    );
  });
});

test.each([
  ['{"a" 1}', '5: a colon was expected'],
  ['{a:1}', '1: a name in double quotes was expected'],
  ['{"a":1,}', '7: a name in double quotes was expected'],
  ['[1 2]', '3: a comma or “]” was expected'],
  ['{"a":1]', '6: a comma or “}” was expected'],
  ['[1,]', '3: a value was expected'],
  ['[tru]', '4: “true” was expected'],
  ['[1.]', '3: a digit was expected'],
  ['["a\n"]', '3: an escape for a control character was expected'],
  [String.raw`["\q"]`, '3: an escape was expected'],
  [String.raw`["\u00g0"]`, '6: a hexadecimal digit was expected'],
  ['{"a":[1', '7: more was expected'],
  ['-', '1: more was expected'],
])('%s is refused where it is wrong', (text, fault) => expect(faultIn(text)).toBe(fault));

test('a nesting of millions of levels takes a bit for each', () => {
  const scanner = new JsonScanner({ open: () => false, close: () => {}, scalar: () => {}, name: () => {} });
  const [open, close] = [Buffer.alloc(1_000_000, '['), Buffer.alloc(1_000_000, ']')];
  for (let n = 0; n < 5; n += 1) scanner.feed(open);
  expect([scanner.depth, scanner.deepest]).toEqual([5_000_000, 5_000_000]);
  for (let n = 0; n < 5; n += 1) scanner.feed(close);
  expect(scanner.isBetween).toBe(true);
});

test('counts the bytes that a text without blanks and escapes would not have', () => {
  const scanner = new JsonScanner({ open: () => true, close: () => {}, scalar: () => {}, name: () => {} });
  scanner.feed(Buffer.from(String.raw`{ "a" : "é \u00e9\u20ac \n" }`));
  expect(scanner.spare).toBe(4 + 6);
});
