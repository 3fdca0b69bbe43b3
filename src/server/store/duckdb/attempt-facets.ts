import { withoutProperty } from '../../../contract/filters.ts';
import type { AttemptFacetsQuestion, AttemptScope } from '../questions/attempts.ts';
import type { Facet } from '../questions/events.ts';
import type { Asking } from '../questions/scope.ts';
import { type DayCount, type Run, dayOf, runsOf } from '../windows.ts';
import type { Catalogue } from './catalogue.ts';
import type { Engine } from './engine.ts';
import { containing, facetsOf, fewAtOnce, mostFrequent } from './facets.ts';
import { startDays } from './reading.ts';
import { attemptsOfScope } from './renewals.ts';
import { boundsOf } from './scope.ts';
import type { Row } from './sql.ts';

/** The scope without what it says of a property: a facet does not filter itself. */
const withoutOwn = (question: AttemptFacetsQuestion, property: string): AttemptScope => {
  if (property !== 'outcome') return { ...question, filters: withoutProperty(question.filters, property) };
  const { outcomes: _outcomes, notOutcomes: _notOutcomes, ...rest } = question;
  return rest;
};

const isFiltered = (question: AttemptFacetsQuestion, property: string): boolean => {
  const { filters, outcomes, notOutcomes } = question;
  return property === 'outcome'
    ? (outcomes ?? notOutcomes) !== undefined
    : property in filters.any || property in filters.none || filters.missing.includes(property);
};

const daysWithin = (days: readonly DayCount[], { from, to }: Run): readonly DayCount[] =>
  days.filter(({ day }) => day >= dayOf(from) && day <= dayOf(to - 1n));

/** Attempts of one scope, counted by each property. */
const countWithin = async (
  engine: Engine,
  catalogue: Catalogue,
  question: AttemptFacetsQuestion,
  scope: AttemptScope,
  properties: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly Row[]> => {
  const bounds = boundsOf(catalogue, scope);
  const days = bounds ? daysWithin(startDays(catalogue, scope.filters), bounds) : [];
  const runs = bounds ? runsOf(days, bounds) : [];
  const values = properties.filter((property) => property !== 'outcome');
  const source = await attemptsOfScope(engine, catalogue, scope, runs, signal, { values, often: true });
  if (!source) return [];
  const { sql, params } = source;
  const branches = properties.map((property) => {
    const each =
      property === 'outcome' ? 'outcome' : `unnest(coalesce(values_${values.indexOf(property)}, [NULL]))`;
    return `(SELECT ${params.text(property)} AS property, value, count FROM
      (SELECT value, count(*) AS count FROM (SELECT ${each} AS value FROM own) GROUP BY value)
      ${containing(question, property, params)} ${mostFrequent(question.limit)})`;
  });
  const selected = ['outcome', ...values.map((_, index) => `values_${index}`)].join(', ');
  return engine.ask(
    // attempts written out by the million go to disk: they are rather read by each property, one column at a time
    `WITH own AS NOT MATERIALIZED (SELECT ${selected} FROM ${sql}) ${branches.join(' UNION ALL ')}`,
    params,
    signal,
  );
};

/** The most frequent values of each property by attempts, and how many attempts have none. */
export const countAttemptFacets = async (
  engine: Engine,
  catalogue: Catalogue,
  question: AttemptFacetsQuestion,
  { signal }: Asking,
): Promise<Record<string, Facet>> => {
  const { properties, limit } = question;
  const own = properties.filter((property) => isFiltered(question, property));
  const others = properties.filter((property) => !own.includes(property));
  const rows: Row[] = [];
  for (const few of fewAtOnce(others))
    rows.push(...(await countWithin(engine, catalogue, question, question, few, signal)));
  for (const property of own) {
    const scope = withoutOwn(question, property);
    rows.push(...(await countWithin(engine, catalogue, question, scope, [property], signal)));
  }
  return facetsOf(properties, limit, rows);
};
