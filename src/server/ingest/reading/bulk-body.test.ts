import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runWhole } from '../../records/steps.ts';
import { BadBody } from '../../request-errors.ts';
import { readBulkBody } from './bulk-body.ts';
import { whyUnparsed } from './element.ts';
import { parseJsonSteps } from './parse-json.ts';
import { SharedThread } from './shared-thread.ts';

const read = (body: string | Buffer) => readBulkBody(Buffer.from(body), new SharedThread());

/** The events of a body, cut out and parsed. */
const eventsOf = async (body: string | Buffer): Promise<unknown[]> => {
  const { text, events } = await read(body);
  return events.map(({ from, end }) => JSON.parse(text.toString('utf8', from, end)));
};

const why = (body: string | Buffer): Promise<string> =>
  read(body).then(
    () => 'taken',
    (error: unknown) => (error instanceof BadBody ? error.message : String(error)),
  );

describe('which events a body holds', () => {
  test.each<[string, string, unknown[]]>([
    ['members in any order', '{"x":{"events":[{"no":1}]},"events":[{"a":1},{}],"y":[[{}]]}', [{ a: 1 }, {}]],
    ['blanks anywhere', '\r\n{\t"events" : [ { "a" : [ 1 ] } ,\n{ } ] } \n', [{ a: [1] }, {}]],
    ['the last of several lists', '{"events":[{"a":1},7],"events":[{"b":2}]}', [{ b: 2 }]],
    ['an escaped name', String.raw`{"\u0065vent\u0073":[{"a":1}]}`, [{ a: 1 }]],
    ['a byte order mark', '\ufeff{"events":[{"a":1}]}', [{ a: 1 }]],
    [
      'brackets and quotes in texts',
      String.raw`{"events":[{"a":"]}\"\\"},{"b":"{["}]}`,
      [{ a: ']}"\\' }, { b: '{[' }],
    ],
    ['none', '{"events":[]}', []],
  ])('%s', async (_, body, events) => expect(await eventsOf(body)).toEqual(events));

  test('are those that JSON.parse finds, however the body is written', async () => {
    const blanks = fc.constantFrom('', ' ', '\n', '\t\r\n ');
    const event = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ stringUnit: 'binary' }));
    const member = fc.oneof(
      fc.tuple(fc.constant('events'), fc.array(event, { maxLength: 5 })),
      fc.tuple(fc.string(), fc.jsonValue()),
    );
    const members = fc.array(member, { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(members, fc.array(event), blanks, blanks, async (some, last, before, after) => {
        const parts = [...some, ['events', last] as const].map(
          ([name, value]) =>
            `${before}${JSON.stringify(name)}${after}:${JSON.stringify(value, null, before)}`,
        );
        const body = `{${parts.join(`${after},`)}${before}}${after}`;
        const option = (JSON.parse(body) as Record<string, unknown>)['always_respond_with_events'];
        fc.pre(option === undefined);
        expect(await eventsOf(body)).toEqual((JSON.parse(body) as { events: unknown[] }).events);
      }),
    );
  });
});

test('what is known of an event without parsing it', async () => {
  const { text, events } = await read(
    String.raw`{"events":[{"unique_id":"old","event":{"a":{"b":[{}]},"c":2,"d":"\u00e9"}, "unique_id":"new"},{}]}`,
  );
  const [first, second] = events;
  expect(first).toMatchObject({ depth: 5, members: 3 });
  expect(text.toString('utf8', first?.id?.from, first?.id?.end)).toBe('"new"');
  // one blank, and of the six bytes of the escape at least three
  expect((first?.end ?? 0) - (first?.from ?? 0) - (first?.packed ?? 0)).toBe(1 + 3);
  expect(second).toMatchObject({ depth: 1, members: 0, packed: 2, id: undefined });
});

test.each([
  ['', 'The body is empty: it must be an object with a list “events”.'],
  ['{"events":[{"a":1,}]}', 'The body is not JSON: a name in double quotes was expected at byte 18.'],
  ['\ufeff{"events" []}', 'The body is not JSON: a colon was expected at byte 13.'],
  ['{"events":[]} {}', 'The body is not JSON: the end of the body was expected at byte 14.'],
  ['{"events":[]', 'The body is not JSON: more was expected at byte 12.'],
  ['[{"events":[]}]', 'The body must be an object with a list “events”, not a list.'],
  ['7', 'The body must be an object with a list “events”, not a number.'],
  ['{"event":[]}', 'Property “events” is missing: it must be a list of objects.'],
  ['{"events":[],"events":null}', 'Property “events” must be a list of objects, not null.'],
  ['{"events":{}}', 'Property “events” must be a list of objects, not an object.'],
  ['{"events":[{},"a",[]]}', 'Property “events.1” must be an object, not text.'],
  ['{"events":[{},[{}]]}', 'Property “events.1” must be an object, not a list.'],
  [
    '{"events":[],"always_respond_with_events":1}',
    'Property “always_respond_with_events” must be true or false.',
  ],
  [
    Buffer.from([...Buffer.from('{"events":[{}],"x":"'), 0xff, ...Buffer.from('"}')]),
    'The body is not UTF-8 text between its bytes 13 and 23.',
  ],
])('%s is no body, and it is said where', async (body, reason) => expect(await why(body)).toBe(reason));

test.each<[string, object, string | undefined]>([
  ['at all limits', { depth: 102, members: 1_000, packed: 1_048_576 }, undefined],
  ['too deep', { depth: 103 }, 'is nested deeper than 100 levels'],
  ['too wide', { members: 1_001 }, 'has 1001 properties of its own; at most 1000 are taken'],
  ['too large', { packed: 2_000_000 }, 'is 2000000 bytes; at most 1048576 are taken'],
  ['of blanks', { end: 5_000_000 }, 'is 5000000 bytes; at most 1048576 are taken'],
])('an event is not parsed that is %s', (_, more, message) => {
  const small = { from: 0, end: 9, depth: 2, members: 1, packed: 9, hasLongNumbers: false, id: undefined };
  expect(whyUnparsed({ ...small, ...more })?.message).toBe(message);
});

test('a large text is parsed in steps to what JSON.parse makes of it', () => {
  const names = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('__proto__', '1', '01', 'constructor'),
  );
  const values = fc.oneof(fc.jsonValue({ stringUnit: 'binary' }), fc.dictionary(names, fc.jsonValue()));
  fc.assert(
    fc.property(fc.array(values), fc.nat(3_000), (list, cut) => {
      const text = `${' '.repeat(cut)}${JSON.stringify(list)}${' '.repeat(20_000)}`;
      const parsed = runWhole(parseJsonSteps(Buffer.from(text)));
      expect(parsed).toEqual(JSON.parse(text));
      expect(JSON.stringify(parsed)).toBe(JSON.stringify(JSON.parse(text)));
    }),
  );
  const twice = `{"a":1,"__proto__":{"x":1},"b":2,"a":3${' '.repeat(20_000)}}`;
  const parsed = runWhole(parseJsonSteps(Buffer.from(twice)));
  expect(JSON.stringify(parsed)).toBe('{"a":3,"__proto__":{"x":1},"b":2}');
  expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
});
