import type { DuckDBConnection } from '@duckdb/node-api';
import type { FingerprintSet } from '../fingerprint-set.ts';
import type { HashSet64 } from '../hash-set.ts';
import { chunksOf } from './sql.ts';

// As doubles, which hold 53 bits: ten million bigints would take seconds to make.

/** Take in by what stored events are known. */
export const loadFingerprints = async (
  connection: DuckDBConnection,
  ids: FingerprintSet,
  contents: FingerprintSet,
): Promise<void> => {
  const sql = `SELECT CAST(id_key >> 11 AS DOUBLE), CAST((content_hash >> 11) & ${2n ** 53n - 1n} AS DOUBLE) FROM events`;
  for await (const chunk of chunksOf(connection, sql)) {
    for (const id of chunk.getColumnValues(0)) ids.add(id as number);
    for (const content of chunk.getColumnValues(1)) contents.add(content as number);
  }
};

/** Take in on which days identifiers occur. */
export const loadPresence = async (connection: DuckDBConnection, presence: HashSet64): Promise<void> => {
  const sql = `SELECT CAST(key >> 32 AS DOUBLE), CAST(key & ${2n ** 32n - 1n} AS DOUBLE) FROM presence`;
  for await (const chunk of chunksOf(connection, sql)) {
    const [highs, lows] = [chunk.getColumnValues(0), chunk.getColumnValues(1)];
    for (const [row, high] of highs.entries()) presence.addHalves(high as number, lows[row] as number);
  }
};
