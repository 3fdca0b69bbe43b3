import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Filters, noFilters } from '../../../contract/filters.ts';
import { type OpenStore, walk, withStore } from './harness.ts';
import { prepared } from './samples.ts';
import { anybody } from '../questions/scope.ts';

const numbers = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value)),
  fc.integer({ min: -400, max: 308 }).map((power) => Number(`1e${power}`)),
  fc.integer({ min: -2_000_000, max: 2_000_000 }).map((value) => value / 10_000),
  fc.maxSafeInteger(),
  fc.constantFrom(1e21, 1e-7, 0.1 + 0.2, 1e20, 123_456_789_012_345_680, 1e16, 0.000001, 5e-324),
);
const texts = fc.oneof(
  fc.constantFrom('1', '1.0', '1e21', '1e+21', 'true', 'null', '[]', '\u001f\u007f'),
  fc.string(),
);
const leaves = fc.oneof(numbers, texts, fc.boolean());
const json = fc.oneof(
  leaves,
  fc.array(fc.oneof(leaves, fc.constant(null)), { maxLength: 3 }),
  fc.dictionary(fc.string({ maxLength: 4 }), leaves, { maxKeys: 3, noNullPrototype: true }),
);

/** The text that a value has on screen, and in answers that are lists of values. */
const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Whatever an extra is, it has one text: that of a screen is the one of a facet, and finds what has it. */
export const describeValues = (open: OpenStore): void => {
  test('a value has one text, in a facet and in the filter that finds exactly the events that have it', async () =>
    withStore(open, async ({ store }) => {
      let stored = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(json, { minLength: 10, maxLength: 60 }), async (given) => {
          const property = `own${(stored += 1)}`;
          const events = given.map((value, at) =>
            prepared(
              { time: '2026-03-29T12:00:00Z', event_name: 'Token', [property]: value },
              `e${stored}-${at}`,
            ),
          );
          await store.append(events);
          const ids = events.map(({ id }) => id);
          const find = async (filters: Partial<Filters>) => {
            const question = { eventIds: ids, filters: { ...noFilters, ...filters }, order: 'asc' as const };
            return (await walk(store, question, [500])).map(({ id }) => id);
          };
          const question = { eventIds: ids, filters: noFilters, order: 'asc' as const };
          const records = (await walk(store, question, [500])).map(({ record }) => record);
          expect(records).toEqual(events.map(({ record }) => record));
          const facets = await store.events.facets(
            {
              filters: noFilters,
              properties: [`x.${property}`],
              limit: 100,
            },
            anybody,
          );
          const counts = new Map<string, string[]>();
          for (const { id, record } of events) {
            const text = shown(record[property]);
            if (text !== '') counts.set(text, [...(counts.get(text) ?? []), id]);
          }
          const told = facets[`x.${property}`]?.values ?? [];
          expect(new Map(told.map(({ value, count }) => [value, count]))).toEqual(
            new Map([...counts].map(([text, own]) => [text, own.length])),
          );
          for (const [text, own] of [...counts].slice(0, 6)) {
            expect(await find({ any: { [`x.${property}`]: [text] } })).toEqual(own);
            expect(await find({ none: { [`x.${property}`]: [text] } })).toEqual(
              ids.filter((id) => !own.includes(id)),
            );
          }
        }),
        { numRuns: 8 },
      );
    }));
};
