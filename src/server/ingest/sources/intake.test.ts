import { expect, test } from 'vitest';
import { micros } from '../../../contract/instant.ts';
import type { Appended } from '../../store/store.ts';
import { prepareRecord } from '../prepare.ts';
import { Intake } from './intake.ts';
import { systemTime } from './passing-time.ts';
import type { ReadPart } from './read-stretch.ts';
import { RefusedRecords } from './refused-records.ts';

const signal = new AbortController().signal;

const partOf = (bytes: number): ReadPart => {
  const raw = { time: '2026-03-18T09:00:00Z', event_name: 'Token', result: 'Create' };
  const stretch = { from: micros(0n), to: micros(1n) };
  return { stretch, records: [{ raw, prepared: prepareRecord(raw), bytes }], state: 'piece' };
};

/** What is taken is stored one by one, when the test says so. */
const heldIntake = () => {
  const stored: ((appended: readonly Appended[]) => void)[] = [];
  const writer = { submit: () => new Promise<readonly Appended[]>((resolve) => void stored.push(resolve)) };
  const intake = new Intake('agilicus', {
    writer,
    refused: new RefusedRecords('refused.jsonl'),
    clock: systemTime,
  });
  return { intake, storeOne: () => stored.shift()?.(['success']) };
};

test.each([
  ['ten answers', 9, 1_000],
  ['answers of sixteen mebibytes', 1, 8 * 1024 ** 2],
])('%s may wait to be stored while the next is asked for', async (_, fine, bytes) => {
  const { intake, storeOne } = heldIntake();
  for (let taken = 0; taken < fine; taken += 1) void intake.take(partOf(bytes), signal);
  await intake.room();
  void intake.take(partOf(bytes), signal);
  let hasRoom = false;
  const room = intake.room().then(() => (hasRoom = true));
  await new Promise(setImmediate);
  expect(hasRoom).toBe(false);
  storeOne();
  await room;
});
