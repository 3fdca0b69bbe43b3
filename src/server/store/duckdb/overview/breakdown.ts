import type { Filters } from '../../../../contract/filters.ts';
import { failures } from '../../../../contract/outcome.ts';
import type { BreakdownName } from '../../../../contract/overview.ts';
import type { BreakdownQuestion, OverviewQuestions } from '../../questions/overview.ts';
import type { AttemptColumn } from '../attempt-columns.ts';
import { isOneOf } from '../network-sql.ts';
import type { AttemptSource, Gathering } from '../attempt-scope.ts';
import { eachPerson, peopleColumns } from '../people-sql.ts';
import { type Params, textOrNoneIn } from '../sql.ts';
import {
  type OverviewContext,
  attemptsOfRanges,
  countsByOutcome,
  outcomeCountsOf,
} from './range-attempts.ts';

/** Values that attempts list; people are made of several. */
type Listed = Exclude<BreakdownName, 'user'>;

/** Where the values are gathered; of other properties they are gathered as such. */
const listOf: Readonly<Partial<Record<Listed, AttemptColumn>>> = {
  application_name: 'application_names',
  upstream_idp: 'providers',
  source_ip: 'addresses',
};

/**
 * Which values of a list can be told. Of a property that is filtered by, only those that are looked for: filters
 * cannot say “one of these, and also that one”, so what is counted could not be found again.
 */
export const tellable = (by: Listed, { any }: Filters, value: string, params: Params): string => {
  const values = any[by];
  return values ? `(${value} IS NULL OR ${isOneOf(value, by, values, params)})` : 'true';
};

/** Common table expressions down to `valued`: attempts once for each value that can be told. */
const valued = (
  { by, filters }: BreakdownQuestion,
  list: string,
  now: string,
  { sql, params }: AttemptSource,
): string => {
  if (by !== 'user')
    return `listed AS (SELECT ${now} AS now, outcome, false AS is_user_id, unnest(coalesce(${list}, [NULL])) AS value FROM ${sql}),
      valued AS (SELECT * FROM listed WHERE ${tellable(by, filters, 'value', params)})`;
  return `own AS NOT MATERIALIZED (SELECT ${now} AS now, outcome, request_id, user_ids, upstream_ids FROM ${sql}),
    valued AS (SELECT now, outcome, is_user_id, person AS value FROM (${eachPerson('own', ['now', 'outcome'], { filters, params })}))`;
};

/** Attempts by the values that any of their events has. */
export const countShares = async (
  answering: OverviewContext,
  question: BreakdownQuestion,
): ReturnType<OverviewQuestions['breakdown']> => {
  const { by, limit } = question;
  const column = by === 'user' ? undefined : listOf[by];
  const gathering: Gathering =
    by === 'user'
      ? { columns: peopleColumns, often: true }
      : column
        ? { columns: [column] }
        : { values: [by] };
  const source = await attemptsOfRanges(answering, question, gathering);
  if (!source) return { shares: [], total: 0 };
  const { params } = source;
  const now = `start >= ${params.integer(question.from)}`;
  const rows = await answering.engine.ask(
    `WITH ${valued(question, column ?? 'values_0', now, source)},
       counted AS (SELECT now, value, is_user_id, count(*) AS attempts, ${countsByOutcome} FROM valued
         GROUP BY now, value, is_user_id),
       told AS (SELECT value, is_user_id, count(*) OVER () AS total FROM counted WHERE now
         ORDER BY ${failures.join(' + ')} DESC, attempts DESC, value, is_user_id LIMIT ${limit})
     SELECT counted.*, told.total FROM counted JOIN told
       ON counted.value IS NOT DISTINCT FROM told.value AND counted.is_user_id = told.is_user_id
     ORDER BY now DESC, ${failures.join(' + ')} DESC, attempts DESC, value, is_user_id`,
    params,
    answering.signal,
  );
  const keyOf = (row: (typeof rows)[number]): string => JSON.stringify([row['value'], row['is_user_id']]);
  const before = new Map(
    rows.filter((row) => !row['now']).map((row) => [keyOf(row), outcomeCountsOf(row)] as const),
  );
  return {
    shares: rows
      .filter((row) => row['now'])
      .map((row) => ({
        value: textOrNoneIn(row, 'value'),
        isUserId: Boolean(row['is_user_id']),
        now: outcomeCountsOf(row),
        before: before.get(keyOf(row)),
      })),
    total: Number(rows[0]?.['total'] ?? 0),
  };
};
