import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Filters, noFilters } from '../../../../contract/filters.ts';
import { micros } from '../../../../contract/instant.ts';
import { withStore } from '../../conformance/harness.ts';
import { instant, prepared } from '../../conformance/samples.ts';
import { textMark } from '../../../records/column-text.ts';
import { storedText } from './stand-in.ts';
import type { PreparedEvent, Store } from '../../store.ts';
import { alterStore, asVersion, makeOlder } from '../older-store.ts';
import { openDuckDbStore } from '../open.ts';
import { anybody } from '../../questions/scope.ts';

const open = (folder: string) => openDuckDbStore({ folder, reserveBytes: 0 });
const settled = micros(instant('2026-03-02'));

const page = async (store: Store, filters: Partial<Filters>) => {
  const { events } = await store.events.list(
    { filters: { ...noFilters, ...filters }, order: 'asc', limit: 500 },
    anybody,
  );
  return events.map(({ id }) => id);
};
const attempts = async (store: Store, filters: Partial<Filters>) => {
  const asked = { filters: { ...noFilters, ...filters }, settled, order: 'asc' as const, limit: 500 };
  return (await store.attempts.page(asked, anybody)).attempts.map(({ requestId }) => requestId);
};

/** Texts that an engine, or the way to it, may take for something else. */
const awkward = [
  '\uFEFF',
  '\uFEFFx',
  '\uFEFF\uFEFFx',
  `\uFEFF${'y'.repeat(9_000)}`,
  textMark,
  `${textMark}t${'a'.repeat(40)}`,
  storedText('z'.repeat(9_000), 'user_id'),
  'z'.repeat(9_000),
  'Z'.repeat(9_000),
  `${'😀'.repeat(3_000)}\uFEFF${'😀'.repeat(3_000)}`,
  `${'e'.repeat(4_095)}😀\uFEFF`,
  'é'.repeat(256),
  'é'.repeat(257),
  '\0'.repeat(600),
  'k'.repeat(512),
  'k'.repeat(513),
  'k'.repeat(300_000),
];

const eventOf = (text: string, at: number): PreparedEvent =>
  prepared(
    {
      time: `2026-03-01T10:${String(at % 60).padStart(2, '0')}:00.000000Z`,
      event_name: 'Token',
      result: 'Success',
      request_id: text,
      session: text,
      user_agent: text,
      ...(text.length > 20_000 ? {} : { own: text, list: [text, { text }] }),
    },
    `e${at}`,
  );

test('a text comes back as it went in, however long and whatever it holds', async () =>
  withStore(open, async (held) => {
    const events = awkward.map((text, at) => eventOf(text, at));
    await held.store.append(events);
    expect(await held.store.append(events)).toEqual(events.map(() => 'duplicate'));
    const look = async () => {
      const { store } = held;
      const { events: listed } = await store.events.list(
        { filters: noFilters, order: 'asc', limit: 500 },
        anybody,
      );
      expect(listed.map(({ record }) => record)).toEqual(events.map(({ record }) => record));
      for (const [at, text] of awkward.entries()) {
        const [id, others] = [`e${at}`, awkward.flatMap((_, other) => (other === at ? [] : [`e${other}`]))];
        expect(await page(store, { any: { session: [text] } })).toEqual([id]);
        expect(await page(store, { none: { user_agent: [text] } })).toEqual(others);
        expect(await attempts(store, { any: { session: [text] } })).toEqual([text]);
        if (text.length > 20_000) continue;
        expect(await page(store, { any: { 'x.own': [text] } })).toEqual([id]);
        expect(await page(store, { any: { 'x.list': [JSON.stringify([text, { text }])] } })).toEqual([id]);
      }
      const facets = await store.events.facets(
        { filters: noFilters, properties: ['session', 'x.own'], limit: 50 },
        anybody,
      );
      expect(new Set(facets['session']?.values.map(({ value }) => value))).toEqual(new Set(awkward));
      const named = await store.attempts.named({ requestIds: awkward, settled, limit: 9 }, anybody);
      expect(new Set(named.attempts.map(({ requestId }) => requestId))).toEqual(new Set(awkward));
      for (const {
        requestId,
        events: [own],
      } of named.attempts)
        expect(own?.record.session).toBe(requestId);
    };
    await look();
    await held.reopen();
    await look();
    await held.store.tidy(); // as kept attempts
    await look();
  }));

test('any text comes back as it went in, and is found by itself', async () =>
  withStore(open, async ({ store }) => {
    let stored = 0;
    const text = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.string({ unit: fc.constantFrom('\uFEFF', textMark, 'é', 'z'), minLength: 1, maxLength: 1_200 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(text, { minLength: 1, maxLength: 20 }), async (texts) => {
        const events = texts.map((each) => {
          stored += 1;
          return prepared(
            { time: '2026-03-01T10:00:00Z', event_name: 'Token', user_id: each, own: each },
            `p${stored}`,
          );
        });
        await store.append(events);
        for (const { id, record } of events) {
          const { events: found } = await store.events.list(
            {
              filters: noFilters,
              eventIds: [id],
              order: 'asc',
              limit: 5,
            },
            anybody,
          );
          expect(found.map((each) => each.record)).toEqual([record]);
          expect(await page(store, { any: { user_id: [record.user_id ?? ''] } })).toContain(id);
        }
      }),
      { numRuns: 25 },
    );
  }));

test('every character comes back, at the beginning of a text and within it', async () =>
  withStore(open, async ({ store }) => {
    const every = Array.from({ length: 0x110000 }, (_, code) => code).filter(
      (code) => code < 0xd800 || code > 0xdfff,
    );
    // those below come first in a text each, all others by the hundred
    const texts = [
      ...every
        .filter((code) => code < 0x250 || (code >= 0xfd00 && code < 0x10100))
        .map((code) => `${String.fromCodePoint(code)}a`),
      ...Array.from({ length: Math.ceil(every.length / 125) }, (_, at) =>
        String.fromCodePoint(...every.slice(at * 125, at * 125 + 125)),
      ),
    ];
    const events = texts.map((text, at) =>
      prepared({ time: '2026-03-01T10:00:00Z', event_name: 'Token', user_agent: text }, `c${at}`),
    );
    await store.append(events);
    const listed: string[] = [];
    let after;
    do {
      const { events: found, more }: Awaited<ReturnType<Store['events']['list']>> = await store.events.list(
        {
          filters: noFilters,
          order: 'asc',
          limit: 2_000,
          ...(after ? { after } : {}),
        },
        anybody,
      );
      listed.push(...found.map(({ record }) => record.user_agent ?? ''));
      after = more ? found.at(-1) : undefined;
    } while (after);
    expect(listed).toHaveLength(texts.length);
    expect(texts.filter((text, at) => listed[at] !== text)).toEqual([]);
  }));

describe('free text and the search of a facet', () => {
  const needle = 'Needle in a Haystack';
  const texts = [
    `${'a'.repeat(5_000)}${needle}${'b'.repeat(5_000)}`,
    `${'a'.repeat(4_090)}${needle}${'b'.repeat(5_000)}`, // over the edge of two pieces
    needle,
    'a'.repeat(9_000),
  ];
  const ofProperty = (property: string) =>
    texts.map((text, at) =>
      prepared(
        { time: '2026-03-01T10:00:00Z', event_name: 'Token', request_id: `r${at}`, [property]: text },
        `e${at}`,
      ),
    );

  test.each(['application_name', 'session'])(
    'finds what long texts of %s hold, whatever the case',
    async (property) =>
      withStore(open, async (held) => {
        await held.store.append(ofProperty(property));
        for (const q of [needle, needle.toUpperCase(), 'needle']) {
          expect(await page(held.store, { q })).toEqual(['e0', 'e1', 'e2']);
          expect(await attempts(held.store, { q })).toEqual(['r0', 'r1', 'r2']);
          const asked = { filters: noFilters, properties: [property], limit: 50, contains: q };
          for (const facets of [
            await held.store.events.facets(asked, anybody),
            await held.store.attempts.facets({ ...asked, settled }, anybody),
          ])
            expect(new Set(facets[property]?.values.map(({ value }) => value))).toEqual(
              new Set(texts.slice(0, 3)),
            );
        }
        await held.reopen();
        expect(await page(held.store, { q: needle })).toEqual(['e0', 'e1', 'e2']);
      }),
  );

  test('an address is looked for whatever its case, however long it is', async () =>
    withStore(open, async ({ store }) => {
      const address = `${'Straße'.repeat(400)}@X`;
      await store.append(
        [address, address.toUpperCase(), `${address}y`].map((upstream_user_id, at) =>
          prepared({ time: '2026-03-01T10:00:00Z', event_name: 'Token', upstream_user_id }, `e${at}`),
        ),
      );
      for (const email of [address, address.toLowerCase(), address.toUpperCase()]) {
        expect(await page(store, { any: { email: [email] } })).toEqual(['e0', 'e1']);
        expect(await page(store, { none: { email: [email] } })).toEqual(['e2']);
      }
    }));

  test('finds nothing in what stands for a text', async () =>
    withStore(open, async ({ store }) => {
      await store.append(ofProperty('application_name'));
      const stored = storedText(texts[3] ?? '', 'application_name').slice(1);
      expect(await page(store, { q: stored })).toEqual([]);
      expect(await page(store, { q: stored.slice(5, 9) })).toEqual([]);
    }));

  test('does not look at properties that free text leaves out', async () =>
    withStore(open, async ({ store }) => {
      await store.append(ofProperty('user_agent'));
      expect(await page(store, { q: needle })).toEqual([]);
    }));
});

test('a store of a version that held long texts in its columns is brought up to date, once', async () =>
  withStore(open, async (held) => {
    const events = awkward.map((text, at) => eventOf(text, at));
    await held.store.append(
      events.map((event, at) => ({
        ...event,
        record: {
          ...event.record,
          request_id: `r${at}`,
          user_agent: 'short',
          session: `s${at}`,
          own: 'own',
          list: [],
        },
      })),
    );
    await held.store.close();
    await alterStore(held.folder, async (connection) => {
      await connection.run('DROP TABLE long_keys; DROP TABLE long_texts');
      await asVersion(connection, 2);
      const update = await connection.prepare(
        'UPDATE events SET request_id = $1, session = $2, user_agent = $3, extra = $4 WHERE sequence = $5',
      );
      for (const [at, { record }] of events.entries()) {
        for (const [index, name] of (['request_id', 'session', 'user_agent'] as const).entries())
          update.bindVarchar(index + 1, record[name] ?? '');
        update.bindVarchar(4, JSON.stringify({ own: record['own'], list: record['list'] }));
        update.bindBigInt(5, BigInt(at + 1));
        await update.run();
      }
    });
    for (let opened = 0; opened < 2; opened += 1) {
      if (opened === 0) held.store = await open(held.folder);
      else await held.reopen();
      const { events: listed } = await held.store.events.list(
        { filters: noFilters, order: 'asc', limit: 500 },
        anybody,
      );
      expect(listed.map(({ record }) => record)).toEqual(events.map(({ record }) => record));
      for (const { id, record } of events) {
        expect(await page(held.store, { any: { session: [record.session ?? ''] } })).toEqual([id]);
        expect(await attempts(held.store, { any: { session: [record.session ?? ''] } })).toEqual([
          record.request_id,
        ]);
      }
      await held.store.tidy();
    }
  }));

test('an extra that the contract has come to name is lifted as its column holds it', async () =>
  withStore(open, async (held) => {
    // too long for an extra, and the second for a column too; a list stays what it is
    const values = ['m'.repeat(300), 'l'.repeat(600), ['n'.repeat(300)]];
    await held.store.append(
      values.map((own, at) =>
        prepared({ time: '2026-03-01T10:00:00Z', event_name: 'Token', own, trace_id: 't' }, `e${at}`),
      ),
    );
    await held.store.close();
    await makeOlder(held.folder, ['trace_id']);
    await alterStore(held.folder, async (connection) =>
      connection.run(
        `UPDATE events SET extra = replace(replace(extra, '"trace_id"', '"gone"'), '"own"', '"trace_id"')`,
      ),
    );
    held.store = await open(held.folder);
    const { events } = await held.store.events.list({ filters: noFilters, order: 'asc', limit: 5 }, anybody);
    expect(events.map(({ record }) => record.trace_id)).toEqual([
      values[0],
      values[1],
      JSON.stringify(values[2]),
    ]);
    for (const [at, value] of values.slice(0, 2).entries())
      expect(await page(held.store, { any: { trace_id: [String(value)] } })).toEqual([`e${at}`]);
  }));
