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
