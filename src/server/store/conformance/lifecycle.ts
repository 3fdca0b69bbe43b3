import { readdir, rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { noFilters } from '../../../contract/filters.ts';
import { formatInstant, micros } from '../../../contract/instant.ts';
import type { ListQuestion } from '../questions/events.ts';
import { anybody } from '../questions/scope.ts';
import { StoreError } from '../store-error.ts';
import type { Store } from '../store.ts';
import { type OpenStore, withStore } from './harness.ts';
import { instant, prepared } from './samples.ts';

const start = instant('2026-03-29');

const fill = async (store: Store, count: number): Promise<void> => {
  const events = Array.from({ length: count }, (_, n) => {
    const time = formatInstant(micros(start + BigInt(n)));
    return prepared(
      { time, event_name: 'Token', token_id: `t${n}`, org_name: 'Example '.repeat(30) },
      `e${n}`,
    );
  });
  for (let at = 0; at < count; at += 10_000) await store.append(events.slice(at, at + 10_000));
};

/** Reads all there is and finds nothing. */
const slow = (q: string): ListQuestion => ({ filters: { ...noFilters, q }, order: 'asc', limit: 1 });

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/** What becomes of questions that are abandoned, of the version, of copies, and of a store that is closed. */
export const describeLifecycle = (open: OpenStore): void => {
  test('a copy says what is in it; one that is abandoned leaves nothing, and the store answers on', async () =>
    withStore(open, async ({ store }) => {
      const empty = await store.copy(anybody);
      expect(empty).toEqual({ folder: expect.any(String) as string, events: 0 });
      await fill(store, 2_000);
      const stop = new AbortController();
      const stopped = store.copy({ ...anybody, signal: stop.signal });
      stop.abort();
      await expect(stopped).rejects.toSatisfy(isAbort);
      const whole = await store.copy(anybody);
      expect(whole).toMatchObject({ events: 2_000, first: start, last: micros(start + 1_999n) });
      expect(whole.folder).not.toBe(empty.folder);
      expect((await readdir(whole.folder)).length).toBeGreaterThan(0);
      for (const { folder } of [empty, whole]) await rm(folder, { recursive: true });
      expect(await store.events.count({}, anybody)).toBe(2_000);
    }));

  test('an abandoned question stops, whether it runs or waits, and the store answers on', async () =>
    withStore(open, async ({ store }) => {
      await fill(store, 40_000);
      const early = new AbortController();
      early.abort();
      await expect(store.events.list(slow('never'), { ...anybody, signal: early.signal })).rejects.toSatisfy(
        isAbort,
      );
      // more than can run at once, so that some wait
      const stops = Array.from({ length: 12 }, () => new AbortController());
      const asked = stops.map(({ signal }, n) =>
        store.events.list(slow(`no such text ${n}`), { ...anybody, signal }).then(
          () => 'answered',
          (error: unknown) => (isAbort(error) ? 'stopped' : String(error)),
        ),
      );
      setImmediate(() => {
        for (const stop of stops) stop.abort();
      });
      const outcomes = await Promise.all(asked);
      expect(outcomes.filter((outcome) => outcome !== 'answered' && outcome !== 'stopped')).toEqual([]);
      expect(outcomes).toContain('stopped');
      // every reader is free again
      const answers = await Promise.all(
        stops.map((_, n) => store.events.list(slow(`still no such text ${n}`), anybody)),
      );
      expect(answers.every(({ events, more }) => events.length === 0 && !more)).toBe(true);
      expect(
        (await store.events.list({ filters: noFilters, order: 'desc', limit: 1 }, anybody)).events[0]?.id,
      ).toBe('e39999');
    }));

  test('the version changes when the answers may, and only then', async () =>
    withStore(open, async ({ store }) => {
      const record = { time: '2026-03-29', event_name: 'Token' };
      const versions = [await store.version(anybody)];
      for (const batch of [
        [prepared(record, 1)],
        [prepared(record, 'claims-it')],
        [prepared(record, 'is-new')],
      ]) {
        await store.append(batch);
        versions.push(await store.version(anybody));
      }
      expect(new Set(versions).size).toBe(4);
      await store.append([prepared(record, 'is-new')]);
      expect(await store.version(anybody)).toBe(versions.at(-1));
    }));

  test('appending at once from many sides stores each event once', async () =>
    withStore(open, async ({ store }) => {
      const record = (n: number) => ({ time: '2026-03-29', event_name: 'Token', token_id: `t${n}` });
      const batch = Array.from({ length: 200 }, (_, n) => prepared(record(n), `e${n}`));
      const outcomes = await Promise.all(Array.from({ length: 5 }, () => store.append(batch)));
      expect(outcomes.flat().filter((outcome) => outcome === 'success')).toHaveLength(200);
      expect(await store.events.count({}, anybody)).toBe(200);
    }));

  test('sessions are kept, replaced and forgotten, over a restart, and are part of no answer', async () =>
    withStore(open, async (held) => {
      const session = (hash: string, used: number) => ({
        hash,
        who: `'"; $1 ${hash}`,
        began: start,
        used: micros(start + BigInt(used)),
      });
      const version = await held.store.version(anybody);
      const [one, two, three] = [session('a', 0), session('b', 1), session('c', 2)];
      await held.store.sessions.save([one, two, three], []);
      await held.store.sessions.save([{ ...one, used: micros(start + 9n) }], ['b', 'unknown']);
      await held.reopen();
      const all = await held.store.sessions.all();
      expect(all.toSorted((a, b) => a.hash.localeCompare(b.hash))).toEqual([
        { ...one, used: micros(start + 9n) },
        three,
      ]);
      expect([await held.store.events.count({}, anybody), await held.store.version(anybody)]).toEqual([
        0,
        version,
      ]);
      await held.store.close();
      await expect(held.store.sessions.save([two], [])).rejects.toMatchObject({ code: 'unwritable' });
    }));

  test('closing waits for what is under way; then nothing is taken', async () =>
    withStore(open, async (held) => {
      const batch = Array.from({ length: 500 }, (_, n) =>
        prepared({ time: '2026-03-29', event_name: 'Token', n }, `e${n}`),
      );
      const appending = held.store.append(batch);
      await held.store.close();
      expect(await appending).toHaveLength(500);
      await expect(held.store.append(batch)).rejects.toBeInstanceOf(StoreError);
      await expect(
        held.store.events.list({ filters: noFilters, order: 'asc', limit: 1 }, anybody),
      ).rejects.toBeInstanceOf(StoreError);
      await held.store.close();
      await held.reopen();
      expect(await held.store.events.count({}, anybody)).toBe(500);
    }));
};
