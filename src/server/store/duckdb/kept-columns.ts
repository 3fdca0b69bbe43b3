import { fields } from '../../../contract/fields.ts';
import { hash64 } from '../hash.ts';
import { attemptColumns, distinct } from './attempt-columns.ts';
import { decisive } from './outcome-sql.ts';

/** By property that can be counted: the column of a kept attempt that lists every value of it. */
const lists: ReadonlyMap<string, string> = new Map(
  fields
    .filter(({ facet }) => facet)
    .map(({ name }) => {
      const known = Object.entries(attemptColumns).find(([, aggregate]) => aggregate === distinct(name));
      return [name, known?.[0] ?? `every_${name}`];
    }),
);

/** The column of a kept attempt that lists every value of a property, null when no event has one; or undefined. */
export const listColumn = (property: string): string | undefined => lists.get(property);

const own = Object.keys(attemptColumns);

/** All that is kept of an attempt, in a query that groups events by request_id. */
export const keptOfAttempt = [
  'request_id, min(time) AS start, max(time) AS last, count(*) AS events',
  decisive,
  ...Object.entries(attemptColumns).map(([name, aggregate]) => `${aggregate} AS ${name}`),
  ...[...lists]
    .filter(([, column]) => !own.includes(column))
    .map(([property, column]) => `${distinct(property)} AS ${column}`),
].join(', ');

/** Changes with anything that is kept, the rules that decide included: what was kept under another is no use. */
export const keptSignature = String(hash64(keptOfAttempt));
