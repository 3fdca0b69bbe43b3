import type { DuckDBConnection } from '@duckdb/node-api';
import type { FingerprintSet } from '../fingerprint-set.ts';
import type { HashSet64 } from '../hash-set.ts';
import type { Run } from '../windows.ts';
import { chunksOf, countRows, withinAny } from './sql.ts';

// As doubles, which hold 53 bits: ten million bigints would take seconds to make.

/** Take in by which ids stored events are known. */
export const loadIds = async (
  connection: DuckDBConnection,
  ids: FingerprintSet,
  signal?: AbortSignal,
): Promise<void> => {
  ids.makeRoom(await countRows(connection, 'events'));
  const sql = 'SELECT CAST(id_key >> 11 AS DOUBLE) FROM events';
  await addAll(connection, sql, ids, signal);
};

/** Take in by which contents stored events of some stretches are known, and those for which others stand. */
export const loadContents = async (
  connection: DuckDBConnection,
  contents: FingerprintSet,
  runs: readonly Run[],
): Promise<void> => {
  for (const table of ['events', 'replaced']) {
    const sql = `SELECT CAST(CAST(content_hash & ${2n ** 64n - 1n} AS UBIGINT) >> 11 AS DOUBLE) FROM ${table}`;
    await addAll(connection, `${sql} WHERE ${withinAny('time', runs)}`, contents);
  }
};

const addAll = async (
  connection: DuckDBConnection,
  sql: string,
  set: FingerprintSet,
  signal?: AbortSignal,
): Promise<void> => {
  for await (const chunk of chunksOf(connection, sql, signal)) {
    const column = chunk.getColumnVector(0);
    for (let row = 0; row < column.itemCount; row += 1) set.add(column.getItem(row) as number);
  }
};

/** Take in on which days identifiers occur. */
export const loadPresence = async (
  connection: DuckDBConnection,
  presence: HashSet64,
  signal?: AbortSignal,
): Promise<void> => {
  presence.makeRoom(await countRows(connection, 'presence'));
  const sql = `SELECT CAST(key >> 32 AS DOUBLE), CAST(key & ${2n ** 32n - 1n} AS DOUBLE) FROM presence`;
  for await (const chunk of chunksOf(connection, sql, signal)) {
    const [highs, lows] = [chunk.getColumnVector(0), chunk.getColumnVector(1)];
    for (let row = 0; row < highs.itemCount; row += 1)
      presence.addHalves(highs.getItem(row) as number, lows.getItem(row) as number);
  }
};
