import { fieldNamed, fieldOfParam, isExtra } from './fields.ts';
import { isNetwork, networkProblem } from './ip-address.ts';
import { readWeekHours, weekHoursHelp, writeWeekHours } from './week-hours.ts';

/**
 * What a record must be to be shown. Properties are those of the field table, its readings, `email`, or
 * an extra as `x.<name>`.
 * - `any`: property → the record has one of these values; of `source_ip` also: an address in one of these networks
 * - `none`: property → the record has none of these values (a record without the property qualifies)
 * - `missing`: the record lacks the property
 * - `hours`: its time, or of an attempt its start, is in one of these hours of the week (`mon-fri 08-18 Europe/Berlin`)
 * - `notHours`: it is in none of these
 * - `q`: a literal, case-insensitive substring of one of the identifying properties
 */
export type Filters = {
  readonly any: Readonly<Record<string, readonly string[]>>;
  readonly none: Readonly<Record<string, readonly string[]>>;
  readonly missing: readonly string[];
  readonly hours?: readonly string[];
  readonly notHours?: readonly string[];
  readonly q?: string;
};

export const noFilters: Filters = { any: {}, none: {}, missing: [] };

/** The property that a parameter filters by, or undefined when it is none: `session_id` → `session`. */
const propertyOfParam = (param: string): string | undefined =>
  param === 'email' || isExtra(param) ? param : fieldOfParam(param)?.name;

/** The parameter that filters by a property: `session` → `session_id`. */
export const paramOfProperty = (property: string): string => fieldNamed(property)?.param ?? property;

/** Whether a text names a property that can be filtered by. */
export const isFilterable = (property: string): boolean =>
  property === 'email' || fieldNamed(property) !== undefined || isExtra(property);

/** What a query parameter filters, or undefined when it is no filter. */
export const filterOfParam = (
  param: string,
): { readonly kind: 'any' | 'none'; readonly property: string } | undefined => {
  const direct = propertyOfParam(param);
  if (direct !== undefined) return { kind: 'any', property: direct };
  const negated = param.startsWith('not_') ? propertyOfParam(param.slice(4)) : undefined;
  return negated === undefined ? undefined : { kind: 'none', property: negated };
};

/** The networks among the values that a property is filtered by: whatever is an address in one of them passes, too. */
export const networksAmong = (property: string, values: readonly string[]): readonly string[] =>
  property === 'source_ip' ? values.filter((value) => isNetwork(value)) : [];

/** The outcome of reading filters: what they say, which entries were no filters, and what is wrong. */
export type ReadFilters = {
  readonly filters: Filters;
  readonly rest: readonly (readonly [string, string])[];
  readonly problems: readonly { readonly param: string; readonly detail: string }[];
};

/**
 * Read filters from the entries of a query string. Empty values mean absent; repeated values any-of.
 * Entries that are no filters come back as `rest`; a bad `missing`, a second `q` or half a network as a problem.
 */
export const readFilters = (entries: Iterable<readonly [string, string]>): ReadFilters => {
  const lists = { any: new Map<string, Set<string>>(), none: new Map<string, Set<string>>() };
  const missing = new Set<string>();
  const hours = { hours: new Set<string>(), not_hours: new Set<string>() };
  const rest: (readonly [string, string])[] = [];
  const problems: { param: string; detail: string }[] = [];
  let q: string | undefined;
  for (const [param, value] of entries) {
    if (value === '') continue;
    const filter = filterOfParam(param);
    if (filter) {
      const problem = filter.property === 'source_ip' ? networkProblem(value) : undefined;
      if (problem !== undefined) {
        problems.push({ param, detail: problem });
        continue;
      }
      const values = lists[filter.kind].get(filter.property) ?? new Set();
      lists[filter.kind].set(filter.property, values.add(value));
    } else if (param === 'missing') {
      if (isFilterable(value)) missing.add(value);
      else problems.push({ param, detail: `“${value}” is not a property that can be filtered by` });
    } else if (param === 'hours' || param === 'not_hours') {
      const read = readWeekHours(value);
      if (read) hours[param].add(writeWeekHours(read));
      else problems.push({ param, detail: `is no hours of the week: “${value}” (try ${weekHoursHelp})` });
    } else if (param === 'q') {
      if (q === undefined || q === value) q = value;
      else problems.push({ param, detail: 'may be given only once' });
    } else rest.push([param, value]);
  }
  const plain = (map: Map<string, Set<string>>) =>
    Object.fromEntries([...map].map(([property, values]) => [property, [...values]]));
  const filters = {
    any: plain(lists.any),
    none: plain(lists.none),
    missing: [...missing],
    ...(hours.hours.size > 0 && { hours: [...hours.hours] }),
    ...(hours.not_hours.size > 0 && { notHours: [...hours.not_hours] }),
  };
  return { filters: q === undefined ? filters : { ...filters, q }, rest, problems };
};

/** Write filters as the entries of a query string: the inverse of `readFilters`. */
export const writeFilters = (filters: Filters): [string, string][] => [
  ...Object.entries(filters.any).flatMap(([property, values]) =>
    values.map((value): [string, string] => [paramOfProperty(property), value]),
  ),
  ...Object.entries(filters.none).flatMap(([property, values]) =>
    values.map((value): [string, string] => [`not_${paramOfProperty(property)}`, value]),
  ),
  ...filters.missing.map((property): [string, string] => ['missing', property]),
  ...(filters.hours ?? []).map((hours): [string, string] => ['hours', hours]),
  ...(filters.notHours ?? []).map((hours): [string, string] => ['not_hours', hours]),
  ...(filters.q === undefined ? [] : [['q', filters.q] satisfies [string, string]]),
];

/** Whether nothing is filtered. */
export const isUnfiltered = (filters: Filters): boolean => writeFilters(filters).length === 0;

/** The same filters without those on one property: a facet does not filter itself. */
export const withoutProperty = (filters: Filters, property: string): Filters => {
  const { [property]: _any, ...any } = filters.any;
  const { [property]: _none, ...none } = filters.none;
  return { ...filters, any, none, missing: filters.missing.filter((name) => name !== property) };
};

/** Add a value to the values looked for (`any`) or excluded (`none`), and take it off the other list. */
export const withValue = (
  filters: Filters,
  kind: 'any' | 'none',
  property: string,
  value: string,
): Filters => {
  const cleared = withoutValue(filters, property, value);
  return {
    ...cleared,
    [kind]: { ...cleared[kind], [property]: [...(cleared[kind][property] ?? []), value] },
  };
};

/** Take a value off both lists of a property. */
export const withoutValue = (filters: Filters, property: string, value: string): Filters => {
  const strip = (lists: Filters['any']): Filters['any'] => {
    const { [property]: values = [], ...others } = lists;
    const left = values.filter((each) => each !== value);
    return left.length === 0 ? others : { ...others, [property]: left };
  };
  return { ...filters, any: strip(filters.any), none: strip(filters.none) };
};

/** The same filters with other hours of the week looked for and excluded; an empty list takes them off. */
export const withHours = (
  { hours: _hours, notHours: _notHours, ...filters }: Filters,
  hours: readonly string[],
  notHours: readonly string[],
): Filters => ({
  ...filters,
  ...(hours.length > 0 && { hours }),
  ...(notHours.length > 0 && { notHours }),
});
