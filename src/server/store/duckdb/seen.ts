import { isFieldName } from '../../../contract/fields.ts';
import type { AttemptQuestions, FailedTry, FailuresQuestion, SeenValue } from '../questions/attempts.ts';
import type { Asking } from '../questions/scope.ts';
import { unsuccessfulResults } from './attempt-columns.ts';
import type { Catalogue } from './catalogue.ts';
import { fromRuns } from './conditions.ts';
import type { Engine } from './engine.ts';
import { foldSql } from './fold-sql.ts';
import { unionRuns, within } from './reading.ts';
import { result, stage } from './steps-sql.ts';
import { eventsIn } from './scope.ts';
import { Params, textIn, instantIn, numberIn } from './sql.ts';

/** Values of properties in the events of a scope, with when they were seen first and last; the newest first. */
export const seenValues = async (
  engine: Engine,
  catalogue: Catalogue,
  question: Parameters<AttemptQuestions['seen']>[0],
  { signal }: Asking,
): Promise<readonly SeenValue[]> => {
  const params = new Params();
  const columns = ['time', 'request_id', ...question.properties].join(', ');
  const source = eventsIn(catalogue, question, params, columns);
  if (source === undefined) return [];
  const branches = question.properties.map(
    (property) =>
      `(SELECT '${property}' AS property, ${property} AS value, min(time) AS first, max(time) AS last,
          count(*) AS events, count(DISTINCT request_id) AS attempts
        FROM own WHERE ${property} IS NOT NULL GROUP BY ${property}
        ORDER BY last DESC, value LIMIT ${question.limit + 1})`,
  );
  // read once, counted by each property
  const sql = `WITH own AS MATERIALIZED ${source} ${branches.join(' UNION ALL ')}`;
  const rows = await engine.ask(sql, params, signal);
  return rows
    .flatMap((row) => {
      const property = textIn(row, 'property');
      if (!isFieldName(property)) return [];
      return [
        {
          property,
          value: textIn(row, 'value'),
          first: instantIn(row, 'first'),
          last: instantIn(row, 'last'),
          events: numberIn(row, 'events'),
          attempts: numberIn(row, 'attempts'),
        },
      ];
    })
    .toSorted((a, b) => Number(b.last - a.last) || (a.value < b.value ? -1 : 1));
};

/** Attempts of users in which something failed, each with its start: what a retrying application is known by. */
export const readFailedTries = async (
  engine: Engine,
  catalogue: Catalogue,
  { users, around }: FailuresQuestion,
  { signal }: Asking,
): Promise<readonly FailedTry[]> => {
  if (users.length === 0 || around.length === 0) return [];
  const params = new Params();
  const source = fromRuns(unionRuns(around), params);
  const person = `coalesce(user_id, ${foldSql('upstream_user_id')})`;
  const sql = `SELECT * FROM (
      SELECT DISTINCT ${person} AS person, coalesce(application_name, client_id) AS application,
        source_ip AS address, request_id, coalesce(${stage} = 'MFA Challenge', false) AS second_step
      FROM ${source} WHERE request_id IS NOT NULL AND ${within(around, 'time', params)}
        AND ${result} IN (${params.texts(unsuccessfulResults)}))
    WHERE person IN (${params.texts(users)})`;
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  return (await engine.ask(sql, params, signal)).flatMap((row) => {
    const stretch = catalogue.attempts.of(textIn(row, 'request_id'));
    if (!stretch) return [];
    return [
      {
        user: textIn(row, 'person'),
        application: text(row['application']),
        address: text(row['address']),
        isSecondStep: Boolean(row['second_step']),
        start: stretch.from,
      },
    ];
  });
};
