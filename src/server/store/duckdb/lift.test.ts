import { expect, test } from 'vitest';
import { ExactNumber } from '../../../contract/exact-number.ts';
import { extrasJson, parseExtra } from './extra.ts';
import { partExtras } from './lift.ts';

const text = JSON.stringify;

test.each([
  ['nothing that is named', { a: 1 }, {}, { a: 1 }, []],
  ['a text', { session: 's', a: 1 }, { session: 's' }, { a: 1 }, []],
  ['all there is', { session: 's', trace_id: 't' }, { session: 's', trace_id: 't' }, undefined, []],
  [
    'no empty text, which is in no column',
    { session: 's', trace_id: '' },
    { session: 's' },
    { trace_id: '' },
    [],
  ],
  ['numbers', { session: 1e21, trace_id: -0.5 }, { session: '1e+21', trace_id: '-0.5' }, undefined, []],
  ['booleans', { session: false, b: null }, { session: 'false' }, { b: null }, []],
  [
    'a list and an object',
    { session: ['s'], trace_id: {} },
    {},
    { session: ['s'], trace_id: {} },
    ['session', 'trace_id'],
  ],
  ['null, which is none', { session: null }, {}, undefined, []],
  [
    'names that only resemble it',
    { ' session': 1, Session: 2, 'a.session': 3 },
    {},
    { ' session': 1, Session: 2, 'a.session': 3 },
    [],
  ],
  [
    'the name within a value',
    { a: { session: 's' }, b: '"session"' },
    {},
    { a: { session: 's' }, b: '"session"' },
    [],
  ],
])('lifts %s', (_, extra, texts, rest, stay) => {
  const parted = partExtras(text(extra), ['session', 'trace_id']);
  const left = parted.extra === undefined ? undefined : parseExtra(parted.extra);
  expect([parted.texts, left, parted.stay]).toEqual([texts, rest, stay]);
});

test.each([
  ['quotes, dots, slashes', '"a \\"b\\".c":{"/~":[1,null]},"$":1'],
  ['digits', '"0":1,"12":2'],
  ['what objects inherit', '"__proto__":{"x":1},"constructor":"c","toString":null'],
  ['numbers as JavaScript writes them', '"a":1e+21,"b":0.1,"c":-5e-324,"d":12345678901234567000'],
  ['texts of every kind', '"é":"\\u0000😀\\n\\ud83d"'],
])('leaves members with %s as they were, to the letter', (_, members) => {
  const { extra = '', ...parted } = partExtras(`{${members},"session":"s"}`, ['session']);
  expect(text(parseExtra(extra))).toBe(`{${members}}`);
  expect(parted).toEqual({ texts: { session: 's' }, isConverted: false, stay: [] });
});

test('numbers keep their digits, lifted or left', () => {
  const [whole, part] = [new ExactNumber('9007199254740993'), new ExactNumber('-12345678901234567890.50')];
  const rest: [string, unknown][] = [
    ['a', whole],
    ['b', { l: [part, whole] }],
  ];
  expect(
    partExtras(extrasJson([...rest, ['session', whole], ['trace_id', part]]), ['session', 'trace_id']),
  ).toEqual({
    texts: { session: whole.digits, trace_id: part.digits },
    extra: extrasJson(rest),
    isConverted: true,
    stay: [],
  });
});

test.each([
  ['text', false],
  [5, true],
  [true, true],
  [null, false],
  [['x'], false],
])('%j is another content as a text: %s', (value, isConverted) => {
  expect(partExtras(text({ session: value }), ['session']).isConverted).toBe(isConverted);
});
