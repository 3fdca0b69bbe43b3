import { isFieldName } from '../../../contract/fields.ts';
import type { AttemptQuestions, SeenValue } from '../questions/attempts.ts';
import type { Asking } from '../questions/scope.ts';
import type { Catalogue } from './catalogue.ts';
import type { Engine } from './engine.ts';
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
