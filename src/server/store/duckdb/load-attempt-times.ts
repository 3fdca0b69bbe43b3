import type { DuckDBConnection } from '@duckdb/node-api';
import { type AttemptTimes, attemptKeySql } from '../attempt-times.ts';
import { type DayCount, joinTouching, runOfDay, runsWithout } from '../windows.ts';
import type { KeptHours } from './kept-hours.ts';
import { chunksOf, countRows, withinAny } from './sql.ts';

const { high, low } = attemptKeySql('request_id');
/** Without texts: to make millions of them takes seconds. */
const key = `CAST(${high} AS DOUBLE), CAST(${low} AS DOUBLE)`;

/**
 * Take in when every stored attempt begins and ends: kept ones as they are, the others from their events.
 * @param days on which events are, ascending
 */
export const loadAttemptTimes = async (
  connection: DuckDBConnection,
  times: AttemptTimes,
  days: readonly DayCount[],
  kept: KeptHours,
  signal?: AbortSignal,
): Promise<void> => {
  times.makeRoom(await countRows(connection, 'attempts'));
  const runs = kept.runs();
  const unkept = runsWithout(joinTouching(days.map(({ day }) => runOfDay(day))), runs);
  const own = `FROM attempts WHERE ${withinAny('start', runs)}`;
  const statements = [`SELECT ${key}, start, last ${own}`];
  const [first] = unkept;
  if (first) {
    // they begin in hours that are not kept, where kept ones can go on; and go on into hours that are
    const met = `SELECT request_id FROM events WHERE ${withinAny('time', unkept)}`;
    const among = runs.length === 0 ? 'request_id IS NOT NULL' : `request_id IN (${met})`;
    const gone = unkept.map(({ from, to }) => `start < ${to} AND last >= ${from}`).join(' OR ');
    statements.push(`SELECT ${key}, min(time), max(time) FROM events
      WHERE time >= ${first.from} AND ${among} AND request_id NOT IN (SELECT request_id ${own} AND (${gone})) GROUP BY request_id`);
  }
  for (const sql of statements)
    for await (const chunk of chunksOf(connection, sql, signal)) {
      const [highs, lows] = [chunk.getColumnVector(0), chunk.getColumnVector(1)];
      const [starts, lasts] = [chunk.getColumnVector(2), chunk.getColumnVector(3)];
      for (let row = 0; row < highs.itemCount; row += 1)
        times.addByKey(
          highs.getItem(row) as number,
          lows.getItem(row) as number,
          starts.getItem(row) as bigint,
          lasts.getItem(row) as bigint,
        );
    }
};
