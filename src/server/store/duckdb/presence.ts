import type { DuckDBConnection } from '@duckdb/node-api';
import { fields } from '../../../contract/fields.ts';
import { type Filters, networksAmong } from '../../../contract/filters.ts';
import { fold, foldings } from '../../../contract/fold.ts';
import { micros, microsPerDay } from '../../../contract/instant.ts';
import { HashSet64 } from '../hash-set.ts';
import { hash64 } from '../hash.ts';
import { dayOf } from '../windows.ts';
import { slicesOfEvents } from './event-slices.ts';
import { readMeta, writeMeta } from './meta.ts';
import { rowsOf, utcDay } from './sql.ts';
import { columnNames, presenceTable, rowWriter } from './tables.ts';

/** Properties of which it is remembered on which days each value occurs. */
export const located = fields.filter((field) => field.located).map(({ name }) => name);

/** Whether values say on which days to look: a network does not. */
const isLooked = (property: string, values: readonly string[] | undefined): values is readonly string[] =>
  values !== undefined && networksAmong(property, values).length === 0;

/** Whether the filters name an identifier, so that its days are few. */
export const isLocated = ({ any }: Filters): boolean =>
  any['email'] !== undefined || located.some((property) => isLooked(property, any[property]));

/** Identifiers, each a property and a value: on a day that can pass the filters, one occurs of each list. */
export const identifiersIn = (
  { any }: Filters,
  usersOf: (email: string) => readonly string[],
): readonly (readonly (readonly [property: string, value: string])[])[] => {
  const wanted = located.flatMap((property) => {
    const values = any[property];
    return isLooked(property, values) ? [values.map((value) => [property, value] as const)] : [];
  });
  if (!any['email']) return wanted;
  const ofEmail = any['email'].flatMap((email) => [
    ['upstream_user_id', email] as const,
    ...usersOf(email).map((user) => ['user_id', user] as const),
  ]);
  return [...wanted, ofEmail];
};

/** What stands for a value of a property on a UTC day (since the epoch) in the table of presence. */
export const presenceKey = (property: string, value: string, day: number): bigint =>
  hash64(`${property}\n${fold(value)}\n${day}`);

/** Values that a change of the keys shows in: letters that fold in more ways than one, blanks, an address. */
const samples = [
  [...foldings.keys()].join(''),
  'Ann@Example.org',
  'ΣΊΣΥΦΟΣ',
  'İstanbul',
  'Straße',
  'é',
  'e\u0301',
  ' a\tb ',
  '2001:DB8::1',
  '',
];
const sampleTimes = [-1n, 0n, 20_000n * microsPerDay - 1n, 20_000n * microsPerDay].map(micros);

/** Changes with the properties whose presence is remembered and with the way their keys are made. */
export const presenceSignature = (properties: readonly string[], keyOf: typeof presenceKey): string => {
  const names = properties.toSorted();
  const keys = names.flatMap((property) =>
    samples.flatMap((value) => sampleTimes.map((time) => keyOf(property, value, dayOf(time)))),
  );
  return String(hash64([...names, ...keys].join('\n')));
};

const ownSignature = presenceSignature(located, presenceKey);

/** So many events are looked at at once: their identifiers lie in memory meanwhile. */
const eventsAtOnce = 204_800n;

const makeAnew = async (connection: DuckDBConnection): Promise<void> => {
  await connection.run('DELETE FROM presence');
  const append = rowWriter(presenceTable, await columnNames(connection, presenceTable.name));
  const known = new HashSet64();
  for await (const slice of slicesOfEvents(connection, eventsAtOnce))
    for (const property of located) {
      const rows = await rowsOf(
        connection,
        `SELECT DISTINCT ${property} AS value, ${utcDay('time')} AS day FROM events
         WHERE ${slice} AND ${property} IS NOT NULL`,
      );
      const keys = rows.map(({ value, day }) => presenceKey(property, String(value), Number(day)));
      await append(
        connection,
        keys.filter((key) => known.add(key)),
      );
    }
};

/**
 * Make the table of presence anew from the events when it was made in another way: with it, days on which a value
 * does occur would be left out of answers, and nothing would say so. Within the transaction that is open.
 * @param isStale whether values came into the events that it cannot know of
 */
export const preparePresence = async (connection: DuckDBConnection, isStale: boolean): Promise<void> => {
  if (!isStale && (await readMeta(connection, 'presence')) === ownSignature) return;
  await makeAnew(connection);
  await writeMeta(connection, 'presence', ownSignature);
};
