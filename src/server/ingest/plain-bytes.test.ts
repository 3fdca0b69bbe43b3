import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { plainBytes } from './plain-bytes.ts';

async function* inPieces(bytes: Buffer, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

/** All that comes out, and the error at the end, if any. */
const read = async (
  bytes: Buffer,
  length: number,
): Promise<{ readonly got: Buffer; readonly error: string }> => {
  const got: Buffer[] = [];
  try {
    for await (const chunk of plainBytes(inPieces(bytes, length))) got.push(chunk);
  } catch (error) {
    return { got: Buffer.concat(got), error: String(error) };
  }
  return { got: Buffer.concat(got), error: '' };
};

/** A header with all that it may hold: an extra field, a name, a comment and a checksum. */
const withLongHeader = (bytes: Buffer, extra: Buffer): Buffer => {
  const header = Buffer.from([0x1f, 0x8b, 8, 2 + 4 + 8 + 16, 0, 0, 0, 0, 0, 3, extra.length, 0]);
  return Buffer.concat([header, extra, Buffer.from('name\0comment\0\x01\x02'), gzipSync(bytes).subarray(10)]);
};

const zeros = (count: number): Buffer => Buffer.alloc(count);
const text = Buffer.from(randomBytes(200_000).toString('base64'));

test.each([
  ['plain', text, text],
  ['gzip', gzipSync(text), text],
  [
    'two gzip files after each other',
    Buffer.concat([gzipSync(text), gzipSync('more')]),
    Buffer.concat([text, Buffer.from('more')]),
  ],
  ['nothing', Buffer.alloc(0), Buffer.alloc(0)],
  ['one byte', Buffer.from('7'), Buffer.from('7')],
  ['an empty gzip file', gzipSync(''), Buffer.alloc(0)],
  ['gzip and a zero', Buffer.concat([gzipSync('a'), zeros(1)]), Buffer.from('a')],
  ['gzip and 17 zeros', Buffer.concat([gzipSync(text), zeros(17)]), text],
  ['gzip and 20,000 zeros', Buffer.concat([gzipSync(text), zeros(20_000)]), text],
  [
    'zeros between members',
    Buffer.concat([
      gzipSync('a'),
      zeros(1),
      gzipSync(text),
      zeros(20_000),
      gzipSync(''),
      gzipSync('b'),
      zeros(3),
    ]),
    Buffer.concat([Buffer.from('a'), text, Buffer.from('b')]),
  ],
  [
    'long headers',
    Buffer.concat([withLongHeader(Buffer.from('a'), Buffer.from('extra')), withLongHeader(text, zeros(0))]),
    Buffer.concat([Buffer.from('a'), text]),
  ],
  [
    'many small members',
    Buffer.concat(Array.from({ length: 300 }, () => gzipSync('ab'))),
    Buffer.from('ab'.repeat(300)),
  ],
])('%s is read whole, in large and small pieces', async (_, bytes, expected) => {
  for (const length of [1_000_003, 1_021, ...(bytes.length < 100 ? [1] : [])]) {
    const { got, error } = await read(bytes, length);
    expect(error).toBe('');
    expect(got.equals(expected)).toBe(true);
  }
});

test('of gzip that ends early, what was there comes first and then an error', async () => {
  const packed = gzipSync(text);
  const { got, error } = await read(packed.subarray(0, Math.floor(packed.length / 2)), 64 * 1024);
  expect(error).toMatch(/unexpected end of file/);
  expect(got.length).toBeGreaterThan(text.length * 0.45);
  expect(text.subarray(0, got.length).equals(got)).toBe(true);
});

test('damaged gzip is an error', async () => {
  const packed = gzipSync(text);
  packed.fill(0xff, 100_000, 100_200);
  expect((await read(packed, 64 * 1024)).error).toMatch(/damaged/);
});

test.each([
  ['text', Buffer.from('{"a":1}\n')],
  ['zeros and text', Buffer.concat([zeros(9), Buffer.from('{"a":1}\n')])],
  ['gzip and text', Buffer.concat([gzipSync(''), Buffer.from('x')])],
])('%s behind gzip data is told, after all that was unpacked', async (_, behind) => {
  for (const length of [1_000_003, 1_021]) {
    const { got, error } = await read(Buffer.concat([gzipSync(text), behind]), length);
    expect(got.equals(text)).toBe(true);
    expect(error).toBe('Error: its gzip data is followed by something else, which is not read');
  }
});

test.each([
  ['ends within a header', gzipSync(text).subarray(0, 7), /unexpected end of file/],
  ['ends within the trailer', gzipSync(text).subarray(0, -1), /unexpected end of file/],
  ['has another checksum', Buffer.concat([gzipSync(text).subarray(0, -8), zeros(8)]), /incorrect data check/],
  ['has another length', Buffer.concat([gzipSync(text).subarray(0, -4), zeros(4)]), /incorrect length check/],
  ['is not compressed as gzip is', Buffer.from([0x1f, 0x8b, 7, 0, 0, 0, 0, 0, 0, 0]), /no gzip header/],
])('gzip data that %s is an error', async (_, bytes, error) => {
  expect((await read(bytes, 1_021)).error).toMatch(error);
});
