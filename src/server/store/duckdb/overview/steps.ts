import type { OverviewScope, StepWaits } from '../../questions/overview.ts';
import { rankedStages } from '../attempt-columns.ts';
import { stageOfLetter } from '../steps-sql.ts';
import { type OverviewContext, attemptsOfRanges } from './range-attempts.ts';
import { textIn, integerIn, instantIn, numberIn } from '../sql.ts';

const stageAt = (rank: unknown): string | undefined => rankedStages[Number(rank) - 1];

/**
 * Waits between consecutive events of attempts, by their stages. Quantiles are of all of them, none is left out. Of
 * equally slow attempts the newest is told, by its start and id.
 */
export const measureSteps = async (
  answering: OverviewContext,
  question: OverviewScope,
): Promise<readonly StepWaits[]> => {
  const source = await attemptsOfRanges(answering, question, { columns: ['letters', 'times'] });
  if (!source) return [];
  const { sql, params } = source;
  const now = `start >= ${params.integer(question.from)}`;
  const rows = await answering.engine.ask(
    `WITH pairs AS (
       SELECT ${now} AS now, request_id, start, unnest(times[:-2]) AS one, unnest(times[2:]) AS other,
         unnest(string_split(letters[:-2], '')) AS letter, unnest(string_split(letters[2:], '')) AS next_letter
       FROM ${sql} WHERE events > 1),
     waits AS (SELECT now, request_id, start, ${stageOfLetter('ascii(letter)')} AS from_rank,
         ${stageOfLetter('ascii(next_letter)')} AS to_rank, other - one AS wait FROM pairs)
     SELECT * EXCLUDE (slowest), slowest.request_id AS slowest, slowest.start AS slowest_at FROM (
       SELECT from_rank, to_rank, count(*) FILTER (now) AS count, max(wait) FILTER (now) AS max,
         median(wait) FILTER (now) AS median, quantile_cont(wait, 0.95) FILTER (now) AS p95,
         max({ 'wait': wait, 'start': start, 'request_id': request_id }) FILTER (now) AS slowest,
         median(wait) FILTER (NOT now) AS before
       FROM waits GROUP BY from_rank, to_rank HAVING count(*) FILTER (now) > 0)
     ORDER BY median DESC, count DESC, from_rank, to_rank`,
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
