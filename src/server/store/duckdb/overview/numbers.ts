import type { Numbers, NumbersQuestion } from '../../questions/overview.ts';
import { bucketOf } from '../histogram.ts';
import {
  type OverviewContext,
  attemptsOfRanges,
  countsByOutcome,
  outcomeCountsOf,
} from './range-attempts.ts';
import { differentPeople, peopleColumns } from '../people-sql.ts';
import { numberIn } from '../sql.ts';

const columns = [...peopleColumns, 'addresses', 'decided_at'] as const;

/** The numbers of both periods and of their buckets. */
export const countNumbers = async (
  answering: OverviewContext,
  question: NumbersQuestion,
): Promise<readonly Numbers[]> => {
  const { from, before, evenBuckets } = question;
  const source = await attemptsOfRanges(answering, question, { columns, renewals: true });
  if (!source) return [];
  const { sql, params } = source;
  const range = params.integer(from);
  // what came before falls in the bucket that lies as far from the beginning
  const shifted = `start + CASE WHEN start < ${range} THEN ${params.integer(before === undefined ? 0n : from - before)} ELSE 0 END`;
  const placed = `SELECT start >= ${range} AS now, ${bucketOf(evenBuckets, params)} AS bucket, outcome, renewal, addresses, user_ids, upstream_ids, wait
    FROM (SELECT *, ${shifted} AS time,
      CASE WHEN events > 1 AND outcome = 'signed_in' AND NOT renewal THEN decided_at - start END AS wait FROM ${sql})`;
  const sets = 'GROUP BY GROUPING SETS ((now, bucket), (now))';
  const different = (what: string, values: string): string => `
    each_of_${what} AS MATERIALIZED (SELECT DISTINCT now, bucket, value FROM (${values}) WHERE value IS NOT NULL),
    ${what} AS (SELECT now, bucket, count(*) AS count FROM each_of_${what} GROUP BY now, bucket
      UNION ALL SELECT now, NULL, count(DISTINCT value) FROM each_of_${what} GROUP BY now)`;
  const rows = await answering.engine.ask(
    // reading them four times, a few columns each time, takes half as long as writing them out once
    `WITH placed AS NOT MATERIALIZED (${placed}), signing AS NOT MATERIALIZED (SELECT * FROM placed WHERE NOT renewal),
       ${different('people', differentPeople('signing', ['now', 'bucket'], 'value'))},
       ${different('addresses', 'SELECT now, bucket, unnest(addresses) AS value FROM placed')},
       counted AS (SELECT now, bucket, ${countsByOutcome}, count(*) FILTER (renewal) AS renewals, median(wait) AS median FROM placed ${sets})
     SELECT counted.*, people.count AS users, addresses.count AS addresses FROM counted
       LEFT JOIN people ON counted.now = people.now AND counted.bucket IS NOT DISTINCT FROM people.bucket
       LEFT JOIN addresses ON counted.now = addresses.now AND counted.bucket IS NOT DISTINCT FROM addresses.bucket`,
    params,
    answering.signal,
  );
  return rows.map((row) => ({
    period: row['now'] ? 'now' : 'before',
    bucket: row['bucket'] === null ? undefined : numberIn(row, 'bucket'),
    outcomes: outcomeCountsOf(row),
    renewals: Number(row['renewals'] ?? 0),
    users: Number(row['users'] ?? 0),
    addresses: Number(row['addresses'] ?? 0),
    median: row['median'] === null ? undefined : numberIn(row, 'median'),
  }));
};
