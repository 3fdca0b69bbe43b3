import type { DuckDBConnection } from '@duckdb/node-api';
import { rowsOf } from './sql.ts';
import { definition, eventTable } from './tables.ts';

/**
 * Conditions that part the stored events into slices of at most so many, in the order of arrival, for work on all of
 * them that must fit into memory. Other statements may run between them; rows of a slice lie together.
 */
export async function* slicesOfEvents(connection: DuckDBConnection, rows: bigint): AsyncGenerator<string> {
  const [row] = await rowsOf(connection, 'SELECT min(sequence) AS first, max(sequence) AS last FROM events');
  const [first, last] = [row?.['first'], row?.['last']];
  if (typeof first !== 'bigint' || typeof last !== 'bigint') return;
  for (let from = first; from <= last; from += rows)
    yield `sequence >= ${from} AND sequence < ${from + rows}`;
}

/** So many events are rewritten at a time, two of the file's row groups: what is done to them may lie in memory. */
const rewrittenAtOnce = 40_960n;

/**
 * Write the table of events anew, slice by slice in the order of arrival, within the transaction that is open: updates
 * of so many rows would have to fit into memory until the commit.
 * @param rowsIn a SELECT of the rows that take the place of those in a slice, in order
 */
export const rewriteEvents = async (
  connection: DuckDBConnection,
  rowsIn: (slice: string) => Promise<string> | string,
): Promise<void> => {
  await connection.run(`CREATE TABLE rewritten ${definition(eventTable)}`);
  for await (const slice of slicesOfEvents(connection, rewrittenAtOnce))
    await connection.run(`INSERT INTO rewritten BY NAME ${await rowsIn(slice)}`);
  await connection.run('DROP TABLE events');
  await connection.run('ALTER TABLE rewritten RENAME TO events');
};
