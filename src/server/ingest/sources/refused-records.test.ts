import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { RefusedRecords } from './refused-records.ts';

const fileOf = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'audit-refused-'));
  onTestFinished(async () => rm(folder, { recursive: true, force: true }));
  return join(folder, 'refused.jsonl');
};

const linesOf = async (path: string): Promise<string[]> =>
  (await readFile(path, 'utf8')).trimEnd().split('\n');

const one = { reason: 'no time', record: { b: 1, a: ['ü', null, '\u2028'] } };
const other = { reason: 'no time', record: 'just a text' };

test('records are kept as they came, each once, for their reader alone', async () => {
  const path = await fileOf();
  const refused = new RefusedRecords(path);
  expect(await Promise.all([refused.keep([one, one]), refused.keep([one, other])])).toEqual([1, 1]);
  expect(await refused.keep([other])).toBe(0);
  expect((await linesOf(path)).map((line) => JSON.parse(line) as unknown)).toEqual([one, other]);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('after a restart they are known, and half a line that a kill has left swallows none', async () => {
  const path = await fileOf();
  await new RefusedRecords(path).keep([one]);
  const whole = await readFile(path, 'utf8');
  await appendFile(path, whole.slice(0, 12));
  const again = new RefusedRecords(path);
  expect(await again.keep([one, other])).toBe(1);
  expect(await linesOf(path)).toEqual([whole.trimEnd(), whole.slice(0, 12), JSON.stringify(other)]);
  expect(await new RefusedRecords(path).keep([one, other])).toBe(0);
});

test('what could not be kept is kept when it comes again', async () => {
  const path = await fileOf();
  const nowhere = new RefusedRecords(join(path, 'no-folder', 'refused.jsonl'));
  await expect(nowhere.keep([one])).rejects.toThrow(/ENO/);
  await expect(nowhere.keep([one])).rejects.toThrow(/ENO/);
});
