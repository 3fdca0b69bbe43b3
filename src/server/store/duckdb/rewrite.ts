import type { DuckDBConnection } from '@duckdb/node-api';
import { rewriteEvents } from './event-slices.ts';
import { type Table, definition, rowWriter } from './tables.ts';

/** What becomes of the events of a slice, which is a condition that they meet: those that change, by their sequence. */
type ChangesIn<Change> = (slice: string) => Promise<readonly Change[]>;

/**
 * Write the table of events anew, with what changes in its place, within the transaction that is open.
 * @param replaced what columns become, as SELECT … REPLACE has them: of `stored`, an event as it is, and `changes`, its
 * row of the table, all null where it has none
 */
export const rewriteChanged = async <Change>(
  connection: DuckDBConnection,
  table: Table<Change> & { readonly name: 'changes' },
  replaced: readonly string[],
  changesIn: ChangesIn<Change>,
): Promise<void> => {
  const append = rowWriter(table, [...table.columns.keys()]);
  await rewriteEvents(connection, async (slice) => {
    const changes = await changesIn(slice);
    await connection.run(`CREATE OR REPLACE TEMP TABLE changes ${definition(table)}`);
    await append(connection, changes);
    return `SELECT stored.* REPLACE (${replaced.join(', ')})
       FROM (SELECT * FROM events WHERE ${slice}) stored LEFT JOIN changes ON changes.sequence = stored.sequence
       ORDER BY stored.sequence`;
  });
  await connection.run('DROP TABLE IF EXISTS changes');
};
