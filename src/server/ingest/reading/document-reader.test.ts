import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxBodyBytes } from '../../../contract/webhook.ts';
import { LineSplitter } from '../line-splitter.ts';
import { isRefusal } from '../prepare.ts';
import { type Decoded, DocumentReader, type Overlong } from './document-reader.ts';

const record = { time: '2026-01-23T10:00:00.000001Z', event_name: 'Token', result: 'Success' };
const webhook = { unique_id: 'e-1', create_time: '2026-01-23T10:00:01Z', event: record };

/** What is read from a text, in chunks of so many bytes. */
const readAll = (text: string | Buffer, chunk = 64 * 1024, limit = maxBodyBytes): (Decoded | Overlong)[] => {
  const bytes = Buffer.from(text);
  const [splitter, reader] = [new LineSplitter(limit), new DocumentReader()];
  const read: (Decoded | Overlong)[] = [];
  for (let at = 0; at < bytes.length; at += chunk)
    for (const line of splitter.push(bytes.subarray(at, at + chunk))) read.push(...reader.take(line));
  for (const line of splitter.end()) read.push(...reader.take(line));
  return [...read, ...reader.end()];
};

const kindOf = (read: Decoded | Overlong): string => {
  if ('overlong' in read) return 'overlong';
  const { line, outcome } = read;
  if (isRefusal(outcome)) return `${line} ${outcome.refused}: ${outcome.message}`;
  return 'id' in outcome ? `${line} event ${outcome.id}` : `${line} record`;
};

const kinds = (value: unknown): string[] =>
  readAll(typeof value === 'string' ? value : JSON.stringify(value)).map(kindOf);

test.each<[string, unknown, (string | RegExp)[]]>([
  ['a bare record', record, ['1 record']],
  [
    'a legacy record, whose event is text',
    { time: record.time, event: 'Success', stage: 'Login' },
    ['1 record'],
  ],
  ['a record with an extra called unique_id', { ...record, unique_id: 'mine' }, ['1 record']],
  ['a record with an extra called events', { ...record, events: [1, 2] }, ['1 record']],
  [
    'a record that begins with such an extra',
    { events: [1, {}], auth_audits: [{}], ...record },
    ['1 record'],
  ],
  ['a webhook event', webhook, ['1 event e-1']],
  ['a webhook event without an id', { event: record }, [/^1 invalid: unique_id/]],
  [
    'a webhook event that is a number',
    { unique_id: 'e-2', event: 7 },
    [/^1 invalid: event must be an object/],
  ],
  ['a bulk body', { events: [webhook, { ...webhook, unique_id: 'e-2' }] }, ['1 event e-1', '1 event e-2']],
  [
    'a bulk body with something else in it',
    { events: [webhook, null, [webhook]] },
    ['1 event e-1', /^1 invalid: events holds/, /^1 invalid: events holds/],
  ],
  ['an empty bulk body', { events: [] }, []],
  ['a record in a bulk body', { events: [record] }, [/^1 invalid: unique_id/]],
  ['a record of another subsystem', { log_type: 'access', path: '/' }, [/^1 foreign: log_type/]],
  ['a list', [record, webhook], ['1 record', '1 event e-1']],
  ['an answer', { auth_audits: [record, record], limit: 500, page_at_id: 'x' }, ['1 record', '1 record']],
  [
    'several answers in a list',
    [{ auth_audits: [record] }, [{ limit: 1, auth_audits: [record] }]],
    ['1 record', '1 record'],
  ],
  [
    'a list of other things',
    [record, 7, 'x'],
    ['1 record', '1 invalid: is not an object', '1 invalid: is not an object'],
  ],
  ['a number', 7, ['1 invalid: is not an object']],
  ['half a line', JSON.stringify(record).slice(0, 20), ['1 invalid: is not JSON']],
  [
    'half a bulk body',
    JSON.stringify({ events: [webhook, webhook] }).slice(0, -9),
    ['1 invalid: is not JSON'],
  ],
  ['several on a line', `${JSON.stringify(record)} ${JSON.stringify(webhook)}`, ['1 record', '1 event e-1']],
  ['a byte order mark', `\ufeff${JSON.stringify(record)}`, ['1 record']],
  ['nothing', ' \n\n\t\n', []],
])('%s', (_, value, expected) => {
  const told = kinds(value);
  expect(told).toHaveLength(expected.length);
  for (const [index, each] of expected.entries()) expect(told[index]).toMatch(each);
});

test('what is read can be written down alone, as it came', () => {
  const pretty = JSON.stringify(webhook, null, 1);
  const [one] = readAll(`{"events": [\n${pretty}]}`);
  expect(one && 'bytes' in one && String(one.bytes)).toBe(pretty);
});

describe('documents over many lines', () => {
  const document = fc.constantFrom<unknown>(
    record,
    webhook,
    [record, webhook],
    { events: [webhook, webhook] },
    { limit: 5, auth_audits: [record] },
    [],
    { x: { y: [[1, '\n', '{']] }, ...record },
    [[record], { auth_audits: [record], events: [webhook] }],
  );

  test('are what they are on one, whatever the lines, chunks and what is between them', () => {
    const indent = fc.constantFrom('', ' ', '\t');
    const between = fc.constantFrom('\n', '\n\n  \n', '\r\n', ' ');
    const some = fc.array(fc.tuple(document, indent, between), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        some,
        fc.integer({ min: 1, max: 99 }),
        fc.integer({ min: 9, max: 400 }),
        (documents, chunk, limit) => {
          const text = documents
            .map(([value, space, after]) => JSON.stringify(value, null, space) + after)
            .join('');
          const lines = documents.map(([value]) => `${JSON.stringify(value)}\n`).join('');
          const plain = (kind: string): string => kind.replace(/^\d+/, '');
          const expected = readAll(lines).map((each) => plain(kindOf(each)));
          expect(readAll(text, chunk).map((each) => plain(kindOf(each)))).toEqual(expected);
          // also when its lines are too long to be held whole
          expect(readAll(text, chunk, limit).map((each) => plain(kindOf(each)))).toEqual(expected);
        },
      ),
    );
  });

  test('tell the line on which each record begins', () => {
    const text = `${JSON.stringify(record)}\n\n[\n  ${JSON.stringify(record)},\n{\n"unique_id":7,"event":{}}]\n5`;
    expect(kinds(text)).toEqual([
      '1 record',
      '4 record',
      '5 invalid: unique_id 7 must be letters, digits, “-”, “.” and “_” only',
      '7 invalid: is not an object',
    ]);
  });

  const line = JSON.stringify(record);

  test.each<[string, string, string[]]>([
    [
      'half a line, then lines',
      `{"a":\n${line}\n${line}\n`,
      ['1 invalid: is not JSON', '2 record', '3 record'],
    ],
    [
      'half a list, then lines',
      `{"a":[\n${line}\n${line}\n`,
      ['1 invalid: is not JSON', '2 record', '3 record'],
    ],
    ['half a line at the end', `${line}\n{"a":[1,\n`, ['1 record', '2 invalid: is not JSON']],
    [
      'a list that is cut off',
      `[\n${line},\n${line},\n`,
      ['2 record', '3 record', '1 invalid: is cut off: the document that begins here does not end'],
    ],
    [
      'a record of a list that is cut off',
      `[\n${line},\n{"a":\n1`,
      ['2 record', '3 invalid: is not JSON', '4 invalid: is not an object'],
    ],
    [
      'a list with a bad line in it',
      `[${line},\n{"a":1,}\n]\n${line}\n`,
      ['1 record', '2 invalid: is not JSON', '3 invalid: is not JSON', '4 record'],
    ],
    [
      'a record that ends where the next is bad',
      `[{"event_name":\n"x"},{bad\n${line}`,
      ['1 invalid: has neither time nor create_time', '2 invalid: is not JSON', '3 record'],
    ],
  ])('%s: what can be told is taken, the rest rejected by its line', (_, text, expected) => {
    expect(kinds(text)).toEqual(expected);
  });
});

test('brackets that never close are rejected, and what is between them taken', () => {
  const line = JSON.stringify(record);
  const told = kinds(`${'[\n'.repeat(2_000)}${line}\n${line}\n`);
  expect(told.filter((kind) => kind.endsWith('record'))).toEqual(['2001 record', '2002 record']);
  expect(told.filter((kind) => kind.endsWith('is not JSON')).length).toBeGreaterThan(1_900);
});

test('a document of any length is read in bounded memory, on one line or on many', () => {
  const item = JSON.stringify({ ...record, filler: 'x'.repeat(1_000) });
  for (const end of [',', ',\n']) {
    const [splitter, reader] = [new LineSplitter(100_000), new DocumentReader()];
    let count = 0;
    const feed = (text: string): void => {
      for (const piece of splitter.push(Buffer.from(text))) count += reader.take(piece).length;
    };
    feed('{"limit":1,"auth_audits":[');
    const before = process.memoryUsage().arrayBuffers;
    for (let n = 0; n < 60_000; n += 1) feed(`${item}${end}`);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(30 * 1024 * 1024);
    feed(`${item}]}\n`);
    expect(count).toBe(60_001);
  }
});

test('a line that is too long and no document is passed over, and what follows is read', () => {
  const text = `${'y'.repeat(1_000)}\n${JSON.stringify(record)}\n`;
  const read = readAll(text, 50, 100);
  expect(new Set(read.map(kindOf))).toEqual(
    new Set(['overlong', '1 invalid: is longer than 33554432 bytes', '2 record']),
  );
  const passed = read.flatMap((each) => ('overlong' in each ? [each.overlong] : []));
  expect(String(Buffer.concat(passed))).toBe(`${'y'.repeat(1_000)}\n`);
});
