import { expect, test } from 'vitest';
import { writeJson } from '../../../contract/exact-number.ts';
import { readReply } from './read-reply.ts';
import { Secrets } from './secrets.ts';

const replyOf = (bytes: Buffer) => ({
  host: 'api.example.org',
  status: 200,
  header: () => undefined,
  bytes,
  date: undefined,
});

test('a large answer is read in parts, between which others have the thread', async () => {
  const records = Array.from({ length: 40_000 }, (_, index) => ({ index, text: 'x'.repeat(150) }));
  const bytes = Buffer.from(`{"exact":9007199254740993,"records":${JSON.stringify(records)}}`);
  let turns = 0;
  let isRead = false;
  const count = (): void => {
    turns += 1;
    if (!isRead) setImmediate(count);
  };
  setImmediate(count);
  const body = await readReply(replyOf(bytes), new Secrets(), 0);
  isRead = true;
  expect(writeJson(body)).toBe(bytes.toString());
  expect(turns).toBeGreaterThan(5); // 8 MB take longer than so many times the 10 ms for which it is kept
});

test.each(['{"a":1,', '{"a":"x', '[', '{"a":1', ' [1, 2 ', '"x'])('%j ends too soon', async (text) => {
  await expect(readReply(replyOf(Buffer.from(text)), new Secrets(), 0)).rejects.toMatchObject({
    problem: 'cut',
  });
  const long = Buffer.from(`["${'x'.repeat(40_000)}",${text.trimEnd()}`);
  await expect(readReply(replyOf(long), new Secrets(), 0)).rejects.toMatchObject({ problem: 'cut' });
});

test.each(['', '<html>', '{"a":1}}', '{a:1}', 'OK', '{"a":\u00e4}'])('%j is no JSON', async (text) => {
  const bytes = Buffer.from(text);
  await expect(readReply(replyOf(bytes), new Secrets(), 0)).rejects.toMatchObject({ problem: 'not_json' });
});

test('bytes that are no text', async () => {
  const bytes = Buffer.from([0x22, 0xff, 0x22]);
  await expect(readReply(replyOf(bytes), new Secrets(), 0)).rejects.toMatchObject({ problem: 'not_json' });
});
