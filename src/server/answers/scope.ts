import { readFilters } from '../../contract/filters.ts';
import { type Micros, isRepresentable } from '../../contract/instant.ts';
import { parseTime } from '../../contract/time-expression.ts';
import { BadParameter } from '../request-errors.ts';
import type { EventScope } from '../store/questions/scope.ts';

/**
 * Read a time of a query.
 * @throws BadParameter naming the parameter when the text is none
 */
export const timeParam = (param: string, text: string | undefined, now: Micros): Micros | undefined => {
  if (text === undefined) return undefined;
  const time = parseTime(text, now);
  if (time === undefined)
    throw new BadParameter(
      param,
      `is not a time: “${text}” (try 2026-01-31, 2026-01-31T09:00Z, today or -15d)`,
    );
  if (!isRepresentable(time)) throw new BadParameter(param, `is outside the years 1 to 9999: “${text}”`);
  return time;
};

/** The entries of a parsed query, a repeated parameter as several. */
const entriesOf = (query: Readonly<Record<string, unknown>>): [string, string][] =>
  Object.entries(query).flatMap(([param, value]) =>
    [value].flat().flatMap((each): [string, string][] => (typeof each === 'string' ? [[param, each]] : [])),
  );

/** The parameters of the range of a query. */
export type RangeParams = { readonly dt_from?: string | undefined; readonly dt_to?: string | undefined };

/**
 * Read the filters and the range of a query that its schema has passed.
 * @throws BadParameter naming the parameter that is wrong
 */
export const scopeOf = (query: RangeParams, now: Micros): EventScope => {
  const { filters, problems } = readFilters(entriesOf(query));
  const [problem] = problems;
  if (problem) throw new BadParameter(problem.param, problem.detail);
  const from = timeParam('dt_from', query.dt_from, now);
  const to = timeParam('dt_to', query.dt_to, now);
  return { filters, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
};
