import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { type Micros, micros, microsPerDay } from '../../src/contract/instant.ts';
import { databaseFile, databaseSettings } from '../../src/server/store/duckdb/engine.ts';

/** What the questions are about: values found in the data, so that every question has an answer. */
export type Subjects = {
  readonly first: Micros;
  readonly last: Micros;
  /** Somebody who hardly ever signs in, though on several days. */
  readonly rareUser: string;
  /** Somebody of middling activity. */
  readonly email: string;
  readonly address: string;
  /** The one that most sign in to. */
  readonly application: string;
  /** Attempts spread over the range, with the time of their first event. */
  readonly attempts: readonly {
    readonly requestId: string;
    readonly session: string;
    readonly time: Micros;
  }[];
};

type Rows = readonly Readonly<Record<string, string | bigint>>[];

const columns = `user_id, upstream_user_id, source_ip, request_id, session, time`;

/** Look for subjects in the database of a folder, which no server may hold. */
export const findSubjects = async (folder: string): Promise<Subjects> => {
  const instance = await DuckDBInstance.create(join(folder, databaseFile), databaseSettings);
  const connection = await instance.connect();
  const rows = async (sql: string): Promise<Rows> =>
    (await connection.runAndReadAll(sql)).getRowObjectsJS() as Rows;
  const one = async (sql: string): Promise<string> => String((await rows(sql))[0]?.['value']);
  try {
    const [extent] = await rows('SELECT min(time) AS first, max(time) AS last FROM events');
    const [first, last] = [BigInt(extent?.['first'] ?? 0), BigInt(extent?.['last'] ?? 0)];
    const ranked = (column: string, condition: string) =>
      `SELECT ${column} AS value, count(*) AS n, count(DISTINCT time // ${microsPerDay}) AS days
       FROM (SELECT ${columns} FROM events) WHERE ${condition} GROUP BY 1`;
    const middling = (column: string, condition: string) =>
      one(`SELECT value FROM (${ranked(column, condition)}) WHERE days >= 5
           ORDER BY abs(n - (SELECT median(n) FROM (${ranked(column, condition)}))), value LIMIT 1`);
    const attempts = await rows(
      `SELECT request_id, session, min(time) AS time FROM events
       WHERE session IS NOT NULL AND request_id IS NOT NULL AND hash(request_id) % 1000 = 7
       GROUP BY 1, 2 ORDER BY hash(request_id) LIMIT 64`,
    );
    return {
      first: micros(first),
      last: micros(last),
      rareUser: await one(
        `SELECT value FROM (${ranked('user_id', 'user_id IS NOT NULL')}) WHERE days >= 5 ORDER BY n, value LIMIT 1`,
      ),
      email: await middling('upstream_user_id', `contains(upstream_user_id, '@')`),
      address: await middling('source_ip', 'source_ip IS NOT NULL'),
      application: await one(
        'SELECT application_name AS value FROM events WHERE application_name IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1',
      ),
      attempts: attempts.map((row) => ({
        requestId: String(row['request_id']),
        session: String(row['session']),
        time: micros(BigInt(row['time'] ?? 0)),
      })),
    };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
};
