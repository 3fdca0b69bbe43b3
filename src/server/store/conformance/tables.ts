import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Filters, noFilters } from '../../../contract/filters.ts';
import { formatInstant, micros, microsPerDay } from '../../../contract/instant.ts';
import { isEmail } from '../../../contract/record.ts';
import type { PreparedEvent, Store } from '../store.ts';
import { type OpenStore, walk, withStore } from './harness.ts';
import { withoutCase } from './filter-model.ts';
import { instant, prepared } from './samples.ts';
import { anybody } from '../questions/scope.ts';

const event = (id: string, more: object = {}): PreparedEvent =>
  prepared({ time: '2026-03-29T12:00:00Z', event_name: 'Token', ...more }, id);

const listed = async (store: Store, any: Readonly<Record<string, readonly string[]>>): Promise<string[]> =>
  (await walk(store, { filters: { ...noFilters, any }, order: 'asc' }, [500])).map(({ id }) => id);

/** Texts that something on the way to disk and back could stumble over. */
const texts: readonly (readonly [string, string])[] = [
  ['a NUL', 'a\0b'],
  ['a NUL at the end', 'a\0'],
  ['emoji', '👩🏽‍💻 é é'],
  ['characters that are none', '\uffff\ufffe\ufdd0'],
  ['a byte order mark', 'x\ufeff'],
  ['a byte order mark at the beginning', '\ufeffx'],
  ['controls', '\u0001\t\r\n\u007f\u0085\u2028'],
  ['quotes', `'"\`\\'' "" $$ -- /* */;`],
  ['wildcards', '%_\\%\\_*?[a-z]'],
  ['JSON', '{"a":"\\u0000"}'],
  ['a number', '00012'],
  ['null', 'null'],
  ['spaces', '  '],
  ['64 kB', 'u'.repeat(65_536)],
];

const describeTexts = (open: OpenStore): void => {
  test.each(texts)('%s is stored, found and counted as it is', async (_, text) =>
    withStore(open, async (held) => {
      const name = text.length > 200 ? 'n'.repeat(200) : text; // as long as no event’s may be, by far
      const names = [`x.${name}`, 'x.plain'];
      const record = { user_agent: text, plain: text, [name]: [text, { [text]: text }] };
      await held.store.append([event('it', record), event('other', { user_agent: 'other', plain: 'o' })]);
      await held.reopen();
      const { events } = await held.store.events.list(
        {
          filters: noFilters,
          order: 'desc',
          limit: 10,
          eventIds: ['it'],
        },
        anybody,
      );
      expect(events.map((each) => each.record)).toEqual([event('it', record).record]);
      for (const property of ['user_agent', 'x.plain'])
        expect(await listed(held.store, { [property]: [text] })).toEqual(['it']);
      expect(await held.store.events.extras({}, anybody)).toEqual([name, 'plain'].toSorted());
      const facets = await held.store.events.facets(
        {
          filters: noFilters,
          properties: names,
          limit: 5,
          contains: text,
        },
        anybody,
      );
      expect(facets['x.plain']).toEqual({ values: [{ value: text, count: 1 }], missing: 0, more: false });
      expect(facets[`x.${name}`]?.missing).toBe(1);
    }),
  );

  test('case folds alike in what is looked for and what is stored', async () =>
    withStore(open, async ({ store }) => {
      const names = ['ΔΗΜΟΣ ΑΘΗΝΑΣ', 'İstanbul', 'STRASSE', 'ÄÖÜ'];
      await store.append(
        names.map((org_name, at) => event(`n${at}`, { org_name, upstream_user_id: `${org_name}@x` })),
      );
      for (const [at, name] of names.entries()) {
        const page = await store.events.list(
          { filters: { ...noFilters, q: name }, order: 'asc', limit: 5 },
          anybody,
        );
        expect(page.events.map(({ id }) => id)).toEqual([`n${at}`]);
        expect(await listed(store, { email: [`${name}@x`] })).toEqual([`n${at}`]);
      }
      const lower = await store.events.list(
        { filters: { ...noFilters, q: 'äöü' }, order: 'asc', limit: 5 },
        anybody,
      );
      expect(lower.events.map(({ id }) => id)).toEqual(['n3']);
    }));

  test('whatever an address is, it is found whatever its case, and email= and not_email= divide the events', async () =>
    withStore(open, async ({ store }) => {
      let stored = 0;
      const letters = fc.constantFrom(
        ...Array.from('aIiİıßẞsSſςσΣµμΜKkKÅå\u0345ιΙᾈᾀάŉʼnNǰ\u030cJjﬃfF𐵐𐵰Ა\ufeff'),
      );
      const addresses = fc.string({ unit: letters, minLength: 1, maxLength: 6 }).map((text) => `${text}@x`);
      await fc.assert(
        fc.asyncProperty(fc.array(addresses, { minLength: 6, maxLength: 10 }), async (sample) => {
          const day = (at: number) =>
            formatInstant(micros(instant('2026-01-01') + BigInt(at % 5) * microsPerDay));
          const events = sample.map((email) => {
            const who = stored % 3 === 0 ? {} : { user_id: `u${stored}` };
            return event(`e${(stored += 1)}`, { ...who, time: day(stored), upstream_user_id: email });
          });
          // each is known for a user_id, whose other events have no address
          const others = events.flatMap(({ record: { user_id: user } }) =>
            user === undefined ? [] : [event(`o${stored}${user}`, { user_id: user, time: day(stored) })],
          );
          await store.append([...events, ...others]);
          const scope = { eventIds: [...events, ...others].map(({ id }) => id), order: 'asc' as const };
          const ask = async (filters: Partial<Filters>) =>
            (await walk(store, { ...scope, filters: { ...noFilters, ...filters } }, [500])).map(
              ({ id }) => id,
            );
          for (const email of sample.map((each, at) =>
            at % 2 === 0 ? each.toUpperCase() : each.toLowerCase(),
          )) {
            const alike = events.filter(
              ({ record }) => withoutCase(record.upstream_user_id ?? '') === withoutCase(email),
            );
            const users = new Set(
              alike.flatMap(({ record: { user_id: user, upstream_user_id: known = '' } }) =>
                user !== undefined && isEmail(known) ? [user] : [],
              ),
            );
            const known = others.filter(({ record }) => users.has(record.user_id ?? ''));
            const wanted = [...alike, ...known].map(({ id }) => id).toSorted();
            const found = await ask({ any: { email: [email] } });
            expect(found.toSorted()).toEqual(wanted);
            expect([...found, ...(await ask({ none: { email: [email] } }))].toSorted()).toEqual(
              scope.eventIds.toSorted(),
            );
            const holding = events.filter(({ record }) =>
              withoutCase(record.upstream_user_id ?? '').includes(withoutCase(email)),
            );
            expect(await ask({ q: email })).toEqual(expect.arrayContaining(holding.map(({ id }) => id)));
          }
        }),
        { numRuns: 4 },
      );
    }));

  test('an event of a mebibyte', async () =>
    withStore(open, async (held) => {
      const large = event('large', { blob: Array.from({ length: 1_000 }, (_, n) => `${n}`.repeat(200)) });
      await held.store.append([event('before'), large, event('after', { result: 'x' })]);
      await held.reopen();
      const [found] = await walk(held.store, { filters: noFilters, order: 'asc', eventIds: ['large'] }, [1]);
      expect(found?.record).toEqual(large.record);
    }));
};

const describePages = (open: OpenStore): void => {
  test('a thousand events in one microsecond are each met once, in either order', async () =>
    withStore(open, async ({ store }) => {
      const ids = Array.from({ length: 1_000 }, (_, n) => `e${String(n).padStart(4, '0')}`);
      await store.append(ids.slice(0, 400).map((id) => event(id, { token_id: id })));
      await store.append(ids.slice(400).map((id) => event(id, { token_id: id })));
      for (const sizes of [[7, 100, 1], [500], [999, 2]]) {
        const ascending = await walk(store, { filters: noFilters, order: 'asc' }, sizes);
        expect(ascending.map(({ id }) => id)).toEqual(ids);
        const descending = await walk(store, { filters: noFilters, order: 'desc' }, sizes);
        expect(descending.map(({ id }) => id)).toEqual(ids.toReversed());
      }
    }));

  test('events centuries apart, stored out of order, come in order, and days stay right', async () =>
    withStore(open, async (held) => {
      const times = [
        '9999-12-31T23:59:59.999999Z',
        '0001-01-01T00:00:00Z',
        '2026-03-29T23:59:59.999999Z',
        '1969-12-31T23:59:59.999999Z',
        '9999-12-30T23:59:59.999999Z',
        '1970-01-01T00:00:00Z',
        '2026-03-30T00:00:00Z',
      ];
      for (const time of times)
        await held.store.append([event(time.replaceAll(/\W/g, '_'), { time, session: 's' })]);
      for (const round of ['at once', 'opened again']) {
        if (round === 'opened again') await held.reopen();
        for (const any of [{}, { session: ['s'] }]) {
          const found = await walk(held.store, { filters: { ...noFilters, any }, order: 'asc' }, [2]);
          expect(found.map(({ time }) => formatInstant(time))).toEqual(times.toSorted());
        }
        for (const time of times) {
          const from = instant(time);
          const scope = { from, to: micros(from + 1n), filters: { ...noFilters, any: { session: ['s'] } } };
          expect(await walk(held.store, { ...scope, order: 'desc' }, [5])).toHaveLength(1);
        }
      }
    }));
};

/** Cases that were thought of, rather than found by chance. */
export const describeTables = (open: OpenStore): void => {
  describeTexts(open);
  describePages(open);
};
