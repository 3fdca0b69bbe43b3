import type { OverviewScope, StepWaits } from '../../questions/overview.ts';
import { rankedStages } from '../attempt-columns.ts';
import { stageOfLetter } from '../steps-sql.ts';
import { type OverviewContext, attemptsOfRanges } from './range-attempts.ts';
import { textIn, integerIn, instantIn, numberIn } from '../sql.ts';

const stageAt = (rank: unknown): string | undefined => rankedStages[Number(rank) - 1];

/** The slowest is told by one number, which is compared faster than a row: the wait, and behind it when the attempt began. */
const placesOfStart = 2n ** 64n;
const slowestSql = `wait::HUGEINT * ${placesOfStart} + (start::HUGEINT + ${placesOfStart / 2n})`;
const startOfSlowest = (slowest: string): string =>
  `(${slowest} % ${placesOfStart} - ${placesOfStart / 2n})::BIGINT`;

/** Common table expressions down to `name`: what passed between the steps of attempts, with some of their columns. */
const waits = (name: string, attempts: string, columns: readonly string[]): string => {
  const told = ['start', ...columns].join(', ');
  return `${name}_pairs AS (
      SELECT ${told}, unnest(times[:-2]) AS one, unnest(times[2:]) AS other,
        unnest(string_split(letters[:-2], '')) AS letter, unnest(string_split(letters[2:], '')) AS next_letter
      FROM ${attempts} WHERE events > 1),
    ${name} AS (SELECT ${told}, ${stageOfLetter('ascii(letter)')} AS from_rank,
      ${stageOfLetter('ascii(next_letter)')} AS to_rank, other - one AS wait FROM ${name}_pairs)`;
};

/**
 * Waits between consecutive events of attempts, by their stages. Quantiles are of all of them, none is left out. Of
 * equally slow attempts the newest is told, by its start and id.
 */
export const measureSteps = async (
  answering: OverviewContext,
  question: OverviewScope,
): Promise<readonly StepWaits[]> => {
  const source = await attemptsOfRanges(answering, question, { columns: ['letters', 'times'], often: true });
  if (!source) return [];
  const { sql, params } = source;
  const now = `start >= ${params.integer(question.from)}`;
  const rows = await answering.engine.ask(
    `WITH ${waits('waits', sql, [])},
     measured AS MATERIALIZED (
       SELECT from_rank, to_rank, count(*) FILTER (${now}) AS count, max(${slowestSql}) FILTER (${now}) AS slowest,
         quantile_cont(wait, [0.5, 0.95]) FILTER (${now}) AS quantiles, median(wait) FILTER (NOT ${now}) AS before
       FROM waits GROUP BY from_rank, to_rank HAVING count(*) FILTER (${now}) > 0),
     ${waits('named', `(SELECT * FROM ${sql} WHERE start IN (SELECT ${startOfSlowest('slowest')} FROM measured))`, ['request_id'])}
     SELECT from_rank, to_rank, any_value(count) AS count, any_value(quantiles[1]) AS median,
       any_value(quantiles[2]) AS p95, any_value(before) AS before, max(wait) AS max, max(start) AS slowest_at,
       max(request_id) AS slowest
     FROM measured JOIN named USING (from_rank, to_rank) WHERE slowest = ${slowestSql}
     GROUP BY from_rank, to_rank ORDER BY median DESC, count DESC, from_rank, to_rank`,
    params,
    answering.signal,
  );
  return rows.map((row) => ({
    fromStage: stageAt(row['from_rank']),
    toStage: stageAt(row['to_rank']),
    count: numberIn(row, 'count'),
    median: numberIn(row, 'median'),
    p95: numberIn(row, 'p95'),
    max: integerIn(row, 'max'),
    slowest: { requestId: textIn(row, 'slowest'), start: instantIn(row, 'slowest_at') },
    beforeMedian: row['before'] === null ? undefined : numberIn(row, 'before'),
  }));
};
