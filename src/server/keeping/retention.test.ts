import { mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { formatInstant, micros, microsPerDay } from '../../contract/instant.ts';
import { instant, prepared } from '../store/conformance/samples.ts';
import { compactStore, openStore, restoreStore } from '../store/open.ts';
import { anybody } from '../store/questions/scope.ts';

const start = instant('2026-03-02');
const floor = micros(start + 9n * microsPerDay);
const rule = { count: 1, unit: 'd' } as const;
const keeping = { rule, now: () => micros(floor + microsPerDay) };
const state = { rule, removedBefore: floor };

let folder = '';
let data = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kept-by-rule-'));
  data = join(folder, 'data');
  const store = await openStore({ folder: data, reserveBytes: 0 });
  for (let day = 0; day < 10; day += 1)
    await store.append(
      Array.from({ length: 600 }, (_, n) => {
        const time = formatInstant(start + BigInt(day) * microsPerDay + BigInt(n));
        const token = `${day}-${n} `.repeat(40);
        return prepared({ time, event_name: 'Token', result: 'Success', token_id: token }, `e${day}-${n}`);
      }),
    );
  await store.close();
  const ruled = await openStore({ folder: data, reserveBytes: 0, keeping });
  await ruled.tidy();
  await ruled.close();
});
afterEach(async () => rm(folder, { recursive: true }));

test('compact gives back the room of what was removed, and keeps how far that was', async () => {
  const { before, after } = await compactStore(data, 0);
  // how large the file was depends on when the engine wrote it out
  expect(after).toBeLessThan(0.75 * before);
  expect((await stat(join(data, 'audit.duckdb'))).size).toBe(after);
  const store = await openStore({ folder: data, reserveBytes: 0 });
  expect(await store.retention()).toMatchObject(state);
  expect(await store.events.count({}, anybody)).toBe(600);
  await store.close();
});

test('a copy and the store made of it know how far was removed, and take nothing older', async () => {
  const store = await openStore({ folder: data, reserveBytes: 0, keeping });
  const { folder: made, events } = await store.copy(anybody);
  expect(events).toBe(600);
  const copy = join(folder, 'copy');
  await rename(made, copy);
  await store.close();
  const other = join(folder, 'other');
  await restoreStore(copy, other, 0);
  const restored = await openStore({ folder: other, reserveBytes: 0 });
  expect(await restored.retention()).toMatchObject(state);
  const old = prepared({ time: formatInstant(start), event_name: 'Token' }, 'old');
  expect(await restored.append([old])).toEqual(['too_old']);
  await restored.close();
});

test('a rule that is taken back takes older events again, and what was removed by it stays told', async () => {
  const store = await openStore({ folder: data, reserveBytes: 0, keeping: { ...keeping, rule: undefined } });
  expect(await store.retention()).toEqual({ removedBefore: floor });
  const old = prepared({ time: formatInstant(start), event_name: 'Token' }, 'old');
  expect(await store.append([old])).toEqual(['success']);
  await store.tidy();
  expect(await store.events.count({}, anybody)).toBe(601);
  await store.close();
});
