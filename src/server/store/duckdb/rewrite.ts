import type { DuckDBConnection } from '@duckdb/node-api';
import { slicesOfEvents } from './event-slices.ts';
import { type Table, definition, eventTable, rowWriter } from './tables.ts';

/** So many events are rewritten at a time, two of the file's row groups: what changes of them lies in memory. */
const eventsAtOnce = 40_960n;

/** What becomes of the events of a slice, which is a condition that they meet: those that change, by their sequence. */
type ChangesIn<Change> = (slice: string) => Promise<readonly Change[]>;

/**
 * Write the table of events anew, slice by slice, with what changes in its place, within the transaction that is open:
 * updates of so many rows would have to fit into memory until the commit.
 * @param replaced what columns become, as SELECT … REPLACE has them: of `stored`, an event as it is, and `changes`, its
 * row of the table, all null where it has none
 */
export const rewriteEvents = async <Change>(
  connection: DuckDBConnection,
  table: Table<Change> & { readonly name: 'changes' },
  replaced: readonly string[],
  changesIn: ChangesIn<Change>,
): Promise<void> => {
  const append = rowWriter(table, [...table.columns.keys()]);
  await connection.run(`CREATE TABLE rewritten ${definition(eventTable)}`);
  for await (const slice of slicesOfEvents(connection, eventsAtOnce)) {
    const changes = await changesIn(slice);
    await connection.run(`CREATE OR REPLACE TEMP TABLE changes ${definition(table)}`);
    await append(connection, changes);
    await connection.run(
      `INSERT INTO rewritten BY NAME SELECT stored.* REPLACE (${replaced.join(', ')})
       FROM (SELECT * FROM events WHERE ${slice}) stored LEFT JOIN changes ON changes.sequence = stored.sequence
       ORDER BY stored.sequence`,
    );
  }
  await connection.run('DROP TABLE IF EXISTS changes');
  await connection.run('DROP TABLE events');
  await connection.run('ALTER TABLE rewritten RENAME TO events');
};
