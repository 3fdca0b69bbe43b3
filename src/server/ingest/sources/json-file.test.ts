import { expect, test } from 'vitest';
import { parseJsonFile } from './json-file.ts';

const read = (text: string | Buffer) => parseJsonFile('f.json', Buffer.from(text));

const lines = (text: string, ...paths: readonly PropertyKey[][]): readonly number[] => {
  const file = read(text);
  return typeof file === 'string' ? [] : paths.map((path) => file.lineOf(path));
};

test.each<[string, string, readonly [PropertyKey[], number][]]>([
  [
    'a value on the first line',
    '{"a":1}',
    [
      [['a'], 1],
      [[], 1],
    ],
  ],
  [
    'members of members',
    '\n{\n"a": {\n"b": [\n1,\n{ "c": 2 }\n]\n},\n"d":\n3 }',
    [
      [['a'], 3],
      [['a', 'b'], 4],
      [['a', 'b', 0], 5],
      [['a', 'b', 1, 'c'], 6],
      [['d'], 10],
      [[], 2],
    ],
  ],
  [
    'what is missing is told where it would be',
    '{\n"a": {\n"b": 1\n} }',
    [
      [['a', 'x'], 2],
      [['x', 'y'], 1],
    ],
  ],
  [
    'escaped names',
    '{\n"\\u0061": 1,\n"b\\"c": 2 }',
    [
      [['a'], 2],
      [['b"c'], 3],
    ],
  ],
  [
    'lists in lists',
    '[[\n1],[\n2,\n[3]]]',
    [
      [[0, 0], 2],
      [[1], 2],
      [[1, 1, 0], 4],
    ],
  ],
  [
    'an empty object before a member',
    '{"a":{},\n"b":[],\n"c":1}',
    [
      [['b'], 2],
      [['c'], 3],
    ],
  ],
  ['Windows line ends and a byte order mark', '\uFEFF{\r\n"a": 1,\r\n"b": 2}', [[['b'], 3]]],
])('%s', (_name, text, expected) => {
  expect(lines(text, ...expected.map(([path]) => path))).toEqual(expected.map(([, line]) => line));
});

test.each([
  ['{\n"a": 1\n"b": 2 }', 'f.json, line 3: is no JSON: a comma or “}” was expected.'],
  ['{\n"a": tru }', 'f.json, line 2: is no JSON: “true” was expected.'],
  ['{\n"a": 1,\n', 'f.json, line 3: is no JSON: more was expected.'],
  ['', 'f.json must be one JSON value.'],
  ['{} {}', 'f.json must be one JSON value.'],
])('what is no JSON is told with its line: %j', (text, message) => {
  expect(read(text)).toBe(message);
});

test('what is no UTF-8', () => {
  expect(read(Buffer.from([0xff, 0xfe, 0x7b, 0]))).toBe('f.json must be JSON, as UTF-8 text.');
});
