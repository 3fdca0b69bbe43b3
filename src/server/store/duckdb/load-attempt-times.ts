import type { DuckDBConnection } from '@duckdb/node-api';
import type { AttemptTimes } from '../attempt-times.ts';
import type { KeptDays } from './kept-days.ts';
import { chunksOf } from './sql.ts';

/** Take in when every stored attempt begins and ends: kept ones as they are, the others from their events. */
export const loadAttemptTimes = async (
  connection: DuckDBConnection,
  times: AttemptTimes,
  kept: KeptDays,
): Promise<void> => {
  const runs = kept.runs().map(({ from, to }) => `start >= ${from} AND start < ${to}`);
  const known = `FROM attempts WHERE ${runs.length === 0 ? 'false' : runs.join(' OR ')}`;
  // an attempt that is not kept can go on into a day that is
  const others = `SELECT request_id, min(time), max(time) FROM events
    WHERE request_id IS NOT NULL AND request_id NOT IN (SELECT request_id ${known}) GROUP BY request_id`;
  const all = `SELECT request_id, start, last ${known} UNION ALL ${others}`;
  for await (const chunk of chunksOf(connection, all)) {
    const [ids, firsts, lasts] = [0, 1, 2].map((column) => chunk.getColumnValues(column));
    for (const [row, id] of ids?.entries() ?? [])
      times.add(id as string, firsts?.[row] as bigint, lasts?.[row] as bigint);
  }
};
