import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../../contract/exact-json.ts';
import { ExactNumber } from '../../contract/exact-number.ts';
import { maxEventBytes } from '../../contract/webhook.ts';
import { canonicalJson } from '../records/content.ts';
import { derivedId } from '../store/derived-id.ts';
import { isRefusal, prepareEvent, prepareRecord, withId } from './prepare.ts';

const record = (more: object = {}): object => ({
  time: '2026-01-31T09:00:00Z',
  event_name: 'Token',
  ...more,
});

const prepared = (event: unknown, createTime?: unknown) => {
  const outcome = prepareRecord(event, createTime);
  if (isRefusal(outcome)) throw new Error(outcome.message);
  return outcome;
};

const refusal = (event: unknown, createTime?: unknown): string => {
  const outcome = prepareRecord(event, createTime);
  return isRefusal(outcome) ? `${outcome.refused}: ${outcome.message}` : 'taken';
};

/** Numbers that no double holds. */
const digits = ['9007199254740993', '-12345678901234567890.50', '1e-400', '4.9E-324', '-1e400'];
const exact = (index: number) => new ExactNumber(digits[index] ?? '');

const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);

describe('what becomes of a record', () => {
  test.each<[string, object, object]>([
    ['a number in a text property', { user_id: 7 }, { user_id: '7' }],
    ['a truth value in a text property', { session: false }, { session: 'false' }],
    ['an empty text', { user_agent: '' }, { user_agent: '' }],
    ['top-level nulls', { org_id: null, extra: null }, {}],
    [
      'extras of every type',
      { n: 1.5, l: [null, {}], o: { b: null } },
      { n: 1.5, l: [null, {}], o: { b: null } },
    ],
    ['names of other things', { constructor: 1, toString: 'x' }, { constructor: 1, toString: 'x' }],
    ['a log_type of ours', { log_type: 'authentication' }, { log_type: 'authentication' }],
    ['a log_type that says nothing', { log_type: '' }, { log_type: '' }],
    [
      'numbers that no double holds',
      { user_id: exact(0), n: exact(1), l: [exact(2), { o: exact(3) }] },
      { user_id: digits[0], n: exact(1), l: [exact(2), { o: exact(3) }] },
    ],
    ['a NUL', { user_agent: 'a\0' }, { user_agent: 'a\0' }],
    ['depth', { deep: nested(99) }, { deep: nested(99) }],
  ])('%s', (_, given, kept) => expect(prepared(record(given)).record).toEqual(record(kept)));

  test.each([
    ['2026-01-31T10:00:00+01:00', '2026-01-31T09:00:00Z'],
    ['2026-01-31T09:00:00.123456Z', '2026-01-31T09:00:00.123456Z'],
    ['2026-01-31', '2026-01-31T00:00:00Z'],
  ])('the time %s is %s', (time, utc) => expect(prepared(record({ time })).record.time).toBe(utc));

  test('create_time stands in for a missing time, for a null and for an empty text', () => {
    const { time: _, ...timeless } = record() as { time: string };
    for (const event of [timeless, { ...timeless, time: null }, { ...timeless, time: '' }])
      expect(prepared(event, '2026-01-01T00:00:00Z').record.time).toBe('2026-01-01T00:00:00Z');
  });
});

describe('what is refused, and why', () => {
  test.each<[string, unknown, unknown, RegExp]>([
    ['no object', 'text', undefined, /^invalid: event must be an object/],
    ['null', null, undefined, /^invalid: event must be an object/],
    ['a list', [], undefined, /^invalid: event must be an object/],
    ['nothing', undefined, undefined, /^invalid: event must be an object/],
    ['another subsystem', record({ log_type: 'access' }), undefined, /^foreign: log_type "access"/],
    ['a strange log_type', record({ log_type: 5 }), undefined, /^foreign: log_type 5/],
    [
      'no sign of a sign-in',
      { time: '2026-01-31', user_id: 'u' },
      undefined,
      /^foreign: not an authentication event/,
    ],
    [
      'nulls for signs',
      { time: '2026-01-31', result: null },
      undefined,
      /^foreign: not an authentication event/,
    ],
    [
      'empty texts for signs',
      { time: '2026-01-31', result: '', event: '', stage: '', event_name: '' },
      undefined,
      /^foreign: not an authentication event/,
    ],
    ['empty texts for times', { result: 'x', time: '' }, '', /^invalid: has neither time nor create_time/],
    ['no time', { result: 'x' }, undefined, /^invalid: has neither time nor create_time/],
    [
      'a number for a time',
      record({ time: 1_700_000_000 }),
      '2026-01-31',
      /^invalid: time 1700000000 is not/,
    ],
    ['a bad time', record({ time: '31.1.2026' }), '2026-01-31', /^invalid: time "31\.1\.2026" is not/],
    ['a day that is none', record({ time: '2026-02-30' }), undefined, /^invalid: time "2026-02-30" is not/],
    ['a bad create_time', { result: 'x' }, 'soon', /^invalid: create_time "soon" is not/],
    ['the year 0', record({ time: '0000-12-31T23:59:59Z' }), undefined, /outside the years 1 to 9999/],
    [
      'the year 10000',
      record({ time: '9999-12-31T23:59:59-01:00' }),
      undefined,
      /outside the years 1 to 9999/,
    ],
    [
      'an object for a text',
      record({ source_ip: { v4: 1 } }),
      undefined,
      /^invalid: source_ip must be text, not an object/,
    ],
    ['a list for a text', record({ session: [] }), undefined, /^invalid: session must be text, not a list/],
    [
      'half a surrogate pair',
      record({ user_agent: 'x\ud800' }),
      undefined,
      /^invalid: "user_agent" holds half/,
    ],
    ['half a pair in a name', record({ '\udc00': 1 }), undefined, /holds half of a surrogate pair/],
    ['half a pair far below', record({ x: [{ y: ['\udfff'] }] }), undefined, /^invalid: "x" holds half/],
    [
      'half a pair as a name far below',
      record({ x: [{ '\udfff': 1 }] }),
      undefined,
      /^invalid: "x" holds half/,
    ],
    ['a number beyond numbers', record({ x: [exact(4)] }), undefined, /^invalid: "x" holds a number/],
    ['such a number for a text', record({ user_id: exact(4) }), undefined, /^invalid: "user_id" holds a num/],
    ['such a number for an extra', record({ x: exact(4) }), undefined, /^invalid: "x" holds a number/],
    ['a long number for an event', new ExactNumber('1e400'), undefined, /must be an object, not 1e400$/],
    [
      'one for a time',
      record({ time: new ExactNumber('9007199254740993') }),
      undefined,
      /^invalid: time 9007199254740993 is not/,
    ],
    [
      '__proto__',
      JSON.parse('{"time":"2026-01-31","result":"x","__proto__":{"a":1}}'),
      undefined,
      /__proto__/,
    ],
  ])('%s', (_, event, createTime, reason) => expect(refusal(event, createTime)).toMatch(reason));

  test('more than a mebibyte, to the byte', () => {
    const size = (blob: string) =>
      Buffer.byteLength(canonicalJson({ ...record({ blob }), time: '1769850000000000' }));
    const room = maxEventBytes - size('');
    expect(refusal(record({ blob: 'x'.repeat(room) }))).toBe('taken');
    expect(refusal(record({ blob: 'x'.repeat(room + 1) }))).toMatch(
      /^invalid: is 1048577 bytes; at most 1048576/,
    );
    expect(refusal(record({ blob: 'é'.repeat(room / 2 + 1) }))).toMatch(/^invalid: is \d+ bytes/);
  });

  test('too deep a nesting, however deep', () => {
    for (const depth of [102, 5_000, 200_000])
      expect(refusal(record({ x: nested(depth) }))).toBe('invalid: "x" is nested deeper than 100 levels');
  });

  test('a message shows only the beginning of what is wrong', () => {
    expect(refusal(record({ time: 'x'.repeat(100_000) })).length).toBeLessThan(200);
    expect(refusal(record({ session: nested(50_000) })).length).toBeLessThan(200);
  });
});

describe('the identity of a record', () => {
  test('is its content: not the order of its keys, its nulls, or how its time is written', () => {
    const one = prepared({
      time: '2026-01-31T09:00:00Z',
      result: 'x',
      extra: { a: 1, b: [1, 2] },
      gone: null,
    });
    const same = prepared({ extra: { b: [1, 2], a: 1 }, result: 'x', time: '2026-01-31T10:00:00.000+01:00' });
    const other = prepared({ extra: { b: [2, 1], a: 1 }, result: 'x', time: '2026-01-31T09:00:00Z' });
    expect(same.contentHash).toBe(one.contentHash);
    expect(other.contentHash).not.toBe(one.contentHash);
  });

  test('is the values of its numbers, however they are written', () => {
    const hashOf = (json: string) => prepared(record({ x: parseJson(json) })).contentHash;
    const groups = [
      ['1', '1.0', '1e0', '10E-1', '0.1e+1'],
      ['0', '-0', '0.00', '0e5'],
      ['9007199254740992', '9007199254740992.0'],
      ['9007199254740993', '9007199254740993.0', '9.007199254740993e15', '90071992547409930E-1'],
      ['12345678901234567890.5', '12345678901234567890.50', '0.123456789012345678905e20'],
      ['1e300', '10e299'],
      ['1e-400', '0.1e-399'],
      ['"9007199254740993"'],
    ];
    const hashes = groups.map((group) => new Set(group.flatMap((json) => [hashOf(json), hashOf(json)])));
    for (const own of hashes) expect(own.size).toBe(1);
    expect(new Set(hashes.flatMap((own) => [...own])).size).toBe(groups.length);
  });

  test('is not what a webhook puts around it, which is kept, and counts as its size', () => {
    const envelope = {
      log_type: 'authentication',
      source_id: 's',
      source_org_id: 5,
      source_type: { a: [null] },
    };
    const [bare, sent] = [prepared(record({ x: 1 })), prepared(record({ x: 1, ...envelope }))];
    expect(sent.contentHash).toBe(bare.contentHash);
    expect(sent.record).toEqual(record({ x: 1, ...envelope }));
    expect(prepared(record({ x: { ...envelope } })).contentHash).not.toBe(
      prepared(record({ x: {} })).contentHash,
    );
    expect(refusal(record({ source_id: 'x'.repeat(maxEventBytes) }))).toMatch(/^invalid: is \d+ bytes/);
  });

  test('as it was while numbers were rounded, is told where it was another', () => {
    const roundedOf = (more: object) => prepared(record(more)).roundedHash;
    const rounded = { n: 9_007_199_254_740_992, user_id: '9007199254740992', l: [0.1, 5] };
    const came = { n: exact(0), user_id: exact(0), l: [new ExactNumber('0.10000000000000000001'), 5] };
    expect(roundedOf({ ...came, source_id: exact(0) })).toBe(prepared(record(rounded)).contentHash);
    expect(roundedOf({ l: [exact(2)], user_id: exact(1) })).toBe(
      prepared(record({ l: [0], user_id: '-12345678901234567000' })).contentHash,
    );
    expect(roundedOf(rounded)).toBeUndefined();
    expect(roundedOf({ source_id: exact(0), source_type: [exact(1)] })).toBeUndefined();
    expect(roundedOf({ user_id: digits[0] })).toBeUndefined();
  });

  test('is the SHA-256 of its canonical JSON', () => {
    const text = '{"a":{"b":2,"c":[1,{"d":0,"e":1}]},"result":"x","time":"0"}';
    const { contentHash } = prepared({
      time: '1970-01-01',
      result: 'x',
      a: { c: [1, { e: 1, d: 0 }], b: 2 },
    });
    expect(contentHash).toBe(createHash('sha256').update(text).digest('hex'));
  });

  test('a derived id is known as such only with the content it is derived from', () => {
    const one = prepared(record());
    expect(withId(one, derivedId(one.contentHash, 12))).toMatchObject({ occurrence: 12 });
    for (const id of [
      'own',
      derivedId('0'.repeat(64), 1),
      `sha256-${one.contentHash}-0`,
      `sha256-${one.contentHash}`,
    ])
      expect(withId(one, id).occurrence).toBeUndefined();
  });

  test('canonical JSON means the same, with its keys sorted', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value));
      }),
    );
  });
});

describe('the id of a webhook event', () => {
  test.each(['a', 'A-Z.0_9', '-', '.', '__proto__', 'x'.repeat(10_000)])('%s is one', (id) => {
    expect(prepareEvent({ unique_id: id, event: record() })).toMatchObject({ id });
  });

  test.each([undefined, null, 5, '', 'a b', 'a/b', 'a\n', 'é', {}, []])('%o is none', (id) => {
    const outcome = prepareEvent({ unique_id: id, event: record() });
    expect(isRefusal(outcome) && outcome.message).toMatch(/^unique_id .* must be letters, digits/);
  });
});

test('whatever JSON arrives is prepared or refused, and what is prepared can be written and read again', () => {
  const names = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('time', 'result', 'user_id', 'log_type', '__proto__'),
  );
  const events = fc.oneof(fc.jsonValue(), fc.dictionary(names, fc.jsonValue({ stringUnit: 'binary' })));
  fc.assert(
    fc.property(events, fc.boolean(), (event, isSignIn) => {
      const given =
        isSignIn && typeof event === 'object' && !Array.isArray(event)
          ? { ...event, time: '2026-01-31', result: 'x', log_type: null }
          : event;
      const outcome = prepareRecord(given);
      if (isRefusal(outcome)) return;
      const written = JSON.stringify(outcome.record);
      // compared as JSON, which has one zero where JavaScript has two
      expect(JSON.stringify(JSON.parse(Buffer.from(written).toString()))).toBe(written);
      expect(prepared(JSON.parse(written)).contentHash).toBe(outcome.contentHash);
    }),
    { numRuns: 500 },
  );
});
