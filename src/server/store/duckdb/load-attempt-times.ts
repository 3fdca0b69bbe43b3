import type { DuckDBConnection } from '@duckdb/node-api';
import type { AttemptTimes } from '../attempt-times.ts';

/** Take in when every stored attempt begins and ends. */
export const loadAttemptTimes = async (connection: DuckDBConnection, times: AttemptTimes): Promise<void> => {
  const result = await connection.stream(
    'SELECT request_id, min(time), max(time) FROM events WHERE request_id IS NOT NULL GROUP BY request_id',
  );
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    const [ids, firsts, lasts] = [0, 1, 2].map((column) => chunk?.getColumnValues(column) ?? []);
    for (const [row, id] of ids?.entries() ?? [])
      times.add(id as string, firsts?.[row] as bigint, lasts?.[row] as bigint);
  }
};
