import type { DuckDBConnection } from '@duckdb/node-api';
import { rowsOf } from './sql.ts';

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
