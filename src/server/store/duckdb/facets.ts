import { withoutProperty } from '../../../contract/filters.ts';
import type { Facet, FacetsQuestion } from '../questions/events.ts';
import type { Asking } from '../questions/scope.ts';
import type { Catalogue } from './catalogue.ts';
import { columnOf, holdsText } from './conditions.ts';
import type { Engine } from './engine.ts';
import { eventsIn } from './scope.ts';
import { Params, type Row, textIn, numberIn } from './sql.ts';

const none: Facet = { values: [], missing: 0, more: false };

const branch = (
  catalogue: Catalogue,
  question: FacetsQuestion,
  property: string,
  params: Params,
): string | undefined => {
  // a facet does not filter itself, so that several of its values can be chosen
  const scope = { ...question, filters: withoutProperty(question.filters, property) };
  const source = eventsIn(catalogue, scope, params, `${columnOf(property, params)} AS value`);
  if (source === undefined) return undefined;
  const name = params.text(property);
  return `(SELECT ${name} AS property, value, count FROM
    (SELECT value, count(*) AS count FROM ${source} GROUP BY value)
    ${containing(question, property, params)} ${mostFrequent(question.limit)})`;
};

/** An ORDER BY and LIMIT of (value, count) rows: as many values as are told, one more, and that of none. */
export const mostFrequent = (limit: number): string =>
  `ORDER BY value IS NULL DESC, count DESC, value LIMIT ${limit + 2}`;

/** A question about values with the stand-ins of long texts that hold what is looked for, by property. */
export type Containing = {
  readonly contains?: string;
  readonly long?: Readonly<Record<string, readonly string[]>>;
};

/** A WHERE clause on (value, count) rows: only values that contain the text, and that of none. */
export const containing = ({ contains, long }: Containing, property: string, params: Params): string =>
  contains === undefined
    ? ''
    : `WHERE value IS NULL OR ${holdsText('value', contains, long?.[property] ?? [], params)}`;

/** Facets from rows of property, value (null: none has one) and count. */
export const facetsOf = (
  properties: readonly string[],
  limit: number,
  rows: readonly Row[],
): Record<string, Facet> => {
  const facets = new Map<string, Facet>(properties.map((property) => [property, none]));
  for (const row of rows) {
    const [property, value, count] = [textIn(row, 'property'), row['value'], numberIn(row, 'count')];
    const facet = facets.get(property) ?? none;
    if (value === null) facets.set(property, { ...facet, missing: count });
    else facets.set(property, { ...facet, values: [...facet.values, { value: String(value), count }] });
  }
  return Object.fromEntries(
    [...facets].map(([property, { values, missing }]) => [
      property,
      {
        values: values.toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, limit),
        missing,
        more: values.length > limit,
      },
    ]),
  );
};

/** Each property of a statement needs memory of its own at the same time: as many as one screen asks for. */
const atOnce = 8;

/** The same properties, a few at a time. */
export const fewAtOnce = (properties: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(properties.length / atOnce) }, (_, at) =>
    properties.slice(at * atOnce, (at + 1) * atOnce),
  );

/** The most frequent values of each property, and how many events lack it. */
export const countFacets = async (
  engine: Engine,
  catalogue: Catalogue,
  question: FacetsQuestion,
  { signal }: Asking,
): Promise<Record<string, Facet>> => {
  const rows: Row[] = [];
  for (const few of fewAtOnce(question.properties)) {
    const params = new Params();
    const branches = few.flatMap((property) => {
      const sql = branch(catalogue, question, property, params);
      return sql === undefined ? [] : [sql];
    });
    if (branches.length > 0) rows.push(...(await engine.ask(branches.join(' UNION ALL '), params, signal)));
  }
  return facetsOf(question.properties, question.limit, rows);
};
