import type { FastifyInstance } from 'fastify';
import { expect, test } from 'vitest';
import { importAgent } from '../../contract/webhook.ts';
import { buildApp } from '../app.ts';
import { createWriter } from '../ingest/writer.ts';
import { withStore } from '../store/conformance/harness.ts';
import { openStore } from '../store/open.ts';
import { formatInstant, microsOfMinutes } from '../../contract/instant.ts';
import type { Source, SourcesAnswer } from '../../contract/sources.ts';
import type { SourceBook } from '../store/source-book.ts';
import { isRefusal, prepareRecord, withId } from '../ingest/prepare.ts';
import type { PreparedEvent, Store } from '../store/store.ts';
import { frozen, postEvents, signIn, withApp } from '../test-support/with-app.ts';

const ask = async (app: Parameters<Parameters<typeof withApp>[1]>[0]): Promise<SourcesAnswer> => {
  const response = await app.inject('/v1/sources');
  expect(response.statusCode).toBe(200);
  return response.json<SourcesAnswer>();
};

const agilicus: Source = {
  name: 'agilicus',
  kind: 'agilicus',
  state: 'current',
  complete_from: '2026-01-01T00:00:00Z',
  complete_to: '2026-03-31T11:30:00Z',
  read_to: '2026-03-31T12:00:00Z',
  details: { records: 10, duplicates: 1, refused: 0, late: 0, notes: [] },
};

const book = (report: Partial<Awaited<ReturnType<SourceBook['report']>>>): SourceBook => ({
  report: async () => ({ sources: [], gaps: [], problems: [], ...report }),
});

/** A record every four minutes for so many days, without those of these minutes before now. */
const fill = async (store: Store, days: number, lacking: readonly [from: number, to: number][]) => {
  const events: PreparedEvent[] = [];
  for (let minute = days * 24 * 60; minute >= 0; minute -= 4) {
    if (lacking.some(([from, to]) => minute <= from && minute > to)) continue;
    const prepared = prepareRecord({
      time: formatInstant(frozen - microsOfMinutes(minute)),
      event_name: 'Token',
      result: 'Success',
    });
    if (isRefusal(prepared)) throw new Error(prepared.message);
    events.push(withId(prepared, `e${minute}`));
  }
  await store.append(events);
};

test('a store that nothing comes to has no source', async () =>
  withApp({}, async (app) => {
    expect(await ask(app)).toEqual({ sources: [], gaps: [], problems: [] });
  }));

test('the webhook is a source once something came through it', async () =>
  withApp({}, async (app) => {
    await postEvents(app, { events: [signIn('a'), signIn('b'), signIn('a')] });
    expect((await ask(app)).sources).toEqual([
      {
        name: 'webhook',
        kind: 'webhook',
        state: 'listening',
        last_arrival: '2026-03-31T12:00:00Z',
        details: { records: 2, duplicates: 1, refused: 0, late: 0, notes: [] },
      },
    ]);
  }));

test('what came through the webhook is known after a restart; what was imported came through none', async () =>
  withStore(
    (folder) => openStore({ folder }),
    async (held) => {
      const inApp = async <Result>(use: (app: FastifyInstance) => Promise<Result>): Promise<Result> => {
        const app = await buildApp({
          store: held.store,
          writer: createWriter(held.store),
          version: 'x',
          now: () => frozen,
        });
        try {
          return await use(app);
        } finally {
          await app.close();
          await held.reopen().catch(() => {});
        }
      };
      await inApp(async (app) => {
        await postEvents(app, { events: [signIn('a')] }, { 'user-agent': importAgent });
        expect((await ask(app)).sources).toEqual([]);
        await postEvents(app, { events: [signIn('b')] });
      });
      expect(await inApp(async (app) => (await ask(app)).sources)).toMatchObject([
        { name: 'webhook', last_arrival: '2026-03-31T12:00:00Z', details: { records: 1 } },
      ]);
    },
  ));

test('what the book reports is answered, with gaps in order', async () =>
  withApp(
    {
      sources: book({
        sources: [agilicus],
        problems: ['sources.json: no url'],
        gaps: [
          {
            from: '2026-03-02T00:00:00Z',
            to: '2026-03-03T00:00:00Z',
            reason: 'unproven',
            source: 'agilicus',
          },
          { from: '2026-03-01T00:00:00Z', to: '2026-03-01T06:00:00Z', reason: 'unread', source: 'agilicus' },
        ],
      }),
    },
    async (app) => {
      const answer = await ask(app);
      expect(answer.sources).toEqual([agilicus]);
      expect(answer.problems).toEqual(['sources.json: no url']);
      expect(answer.gaps.map(({ reason }) => reason)).toEqual(['unread', 'unproven']);
    },
  ));

const anHour = 60;

test('a stretch without a record is told of, where the weeks before had many', async () =>
  withApp({}, async (app, store) => {
    await fill(store, 35, [[5 * 24 * anHour, 5 * 24 * anHour - 2 * anHour]]);
    expect((await ask(app)).gaps).toEqual([
      { from: '2026-03-26T12:00:00Z', to: '2026-03-26T14:00:00Z', reason: 'quiet' },
    ]);
  }));

test('one until now says something only where records are to come', async () => {
  const lacking: [number, number][] = [[3 * anHour, -1]];
  await withApp({}, async (app, store) => {
    await fill(store, 35, lacking);
    expect((await ask(app)).gaps).toEqual([]); // a file that was imported
    await postEvents(app, { events: [signIn('a', { time: '2026-03-01T09:00:00Z' })] });
    expect((await ask(app)).gaps).toEqual([
      { from: '2026-03-31T09:00:00Z', to: '2026-03-31T12:00:00Z', reason: 'quiet' },
    ]);
  });
});

test('what a pulled source has not read is no such stretch', async () =>
  withApp(
    { sources: book({ sources: [{ ...agilicus, complete_to: '2026-03-31T08:30:00Z' }] }) },
    async (app, store) => {
      await fill(store, 35, [[3 * anHour, -1]]);
      expect((await ask(app)).gaps).toEqual([]);
    },
  ));
