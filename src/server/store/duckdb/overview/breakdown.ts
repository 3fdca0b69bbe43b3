import { fold } from '../../../../contract/fold.ts';
import type { Filters } from '../../../../contract/filters.ts';
import { failures } from '../../../../contract/outcome.ts';
import type { BreakdownName } from '../../../../contract/overview.ts';
import type { BreakdownQuestion, OverviewQuestions } from '../../questions/overview.ts';
import type { AttemptColumn } from '../attempt-columns.ts';
import { isOneOf } from '../network-sql.ts';
import type { Gathering } from '../attempt-scope.ts';
import { type Params, textOrNoneIn } from '../sql.ts';
import {
  type OverviewContext,
  attemptsOfRanges,
  countsByOutcome,
  outcomeCountsOf,
} from './range-attempts.ts';

/** Where the values are gathered; of other properties they are gathered as such. */
const listOf: Readonly<Partial<Record<BreakdownName, AttemptColumn>>> = {
  application_name: 'application_names',
  upstream_idp: 'providers',
  source_ip: 'addresses',
  user: 'people',
};

/**
 * Which values of a list can be told. Of a property that is filtered by, only those that are looked for: filters
 * cannot say “one of these, and also that one”, so what is counted could not be found again.
 */
export const tellable = (by: BreakdownName, { any }: Filters, value: string, params: Params): string => {
  const among = (property: string): string => {
    const values = any[property];
    if (!values) return 'true';
    return isOneOf(value, property, property === 'email' ? values.map(fold) : values, params);
  };
  const wanted =
    by === 'user' ? `CASE WHEN is_user_id THEN ${among('user_id')} ELSE ${among('email')} END` : among(by);
  return `(${value} IS NULL OR ${wanted})`;
};

/** Attempts by the values that any of their events has. */
export const countShares = async (
  answering: OverviewContext,
  question: BreakdownQuestion,
): ReturnType<OverviewQuestions['breakdown']> => {
  const { by, limit, filters } = question;
  const column = listOf[by];
  const list = column ?? 'values_0';
  const gathering: Gathering = column
    ? { columns: by === 'user' ? [column, 'user_id'] : [column] }
    : { values: [by] };
  const source = await attemptsOfRanges(answering, question, gathering);
  if (!source) return { shares: [], total: 0 };
  const { sql, params } = source;
  const now = `start >= ${params.integer(question.from)}`;
  const isUserId = by === 'user' ? 'user_id IS NOT NULL' : 'false';
  const rows = await answering.engine.ask(
    `WITH valued AS (SELECT ${now} AS now, outcome, ${isUserId} AS is_user_id, unnest(coalesce(${list}, [NULL])) AS value FROM ${sql}),
       counted AS (SELECT now, value, is_user_id, count(*) AS attempts, ${countsByOutcome} FROM valued
         WHERE ${tellable(by, filters, 'value', params)} GROUP BY now, value, is_user_id),
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
