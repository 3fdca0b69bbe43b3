import {
  type AttemptFilter,
  type AttemptFilters,
  attemptFilters,
  attemptShape,
  withoutListed,
  writeAttemptFilters,
} from '../../../contract/attempt-filters.ts';
import type { Outcome } from '../../../contract/outcome.ts';
import { quoted } from '../../lib/quoted.ts';
import { type ExplorerView, readExplorerUrl, unknownParam, writeExplorerUrl } from './explorer-url.ts';

/** What the table of attempts shows: as the explorer, and what only attempts are filtered by. */
export type AttemptsView = Omit<ExplorerView, 'selected'> & { readonly attempts: AttemptFilters };

/** Only attempts that ended at this stage without a sign-in, or at one of those chosen before. */
export const withStoppedAt = (filters: AttemptFilters, stage: string): AttemptFilters => ({
  ...filters,
  stoppedAt: [...new Set([...(filters.stoppedAt ?? []), stage])],
});

const filterOfParam = new Map<string, AttemptFilter>(attemptFilters.map((filter) => [filter.param, filter]));

const refusals: Readonly<
  Record<Exclude<AttemptFilter['kind'], 'texts'>, (param: string, text: string) => string>
> = {
  outcomes: (_, text) => `${text} is not an outcome, so it was ignored.`,
  refused: (_, text) => `${text} is nothing that can be refused, so it was ignored.`,
  flag: (param, text) => `“${param}” is true or false, not ${text}, so it was ignored.`,
  number: (param, text) => `${text} is not a whole number, so “${param}” was ignored.`,
};

/** An address can hold thousands of entries: they are gathered, and nothing is copied for each. */
const readOwn = (
  entries: readonly (readonly [string, string])[],
): { readonly filters: AttemptFilters; readonly notices: readonly string[] } => {
  const lists = new Map<string, Set<string>>();
  const single: Partial<Record<string, boolean | number>> = {};
  const notices: string[] = [];
  for (const [param, text] of entries) {
    const filter = filterOfParam.get(param);
    const value = filter && attemptShape[filter.param].safeParse(text).data;
    if (!filter) notices.push(unknownParam(param, 'attempt'));
    else if (typeof value === 'object')
      lists.set(filter.name, (lists.get(filter.name) ?? new Set()).add(text));
    else if (value !== undefined) single[filter.name] = value;
    else if (filter.kind !== 'texts') notices.push(refusals[filter.kind](param, quoted(text)));
  }
  const many = Object.fromEntries([...lists].map(([name, values]) => [name, [...values]]));
  return { filters: { ...many, ...single }, notices };
};

/**
 * Read a view from the address of the attempts. A value that cannot be used falls back to its default.
 * @param zone the zone in which the page shows times: days written by hand begin there
 */
export const readAttemptsUrl = (
  params: URLSearchParams,
  zone: string,
): { readonly view: AttemptsView; readonly notices: readonly string[] } => {
  const { view, notices, rest } = readExplorerUrl(params, zone);
  const { selected: _row, ...shared } = view;
  const own = readOwn(rest);
  return { view: { ...shared, attempts: own.filters }, notices: [...notices, ...own.notices] };
};

/** Write a view as a query string: the inverse of `readAttemptsUrl`. Defaults are left out. */
export const writeAttemptsUrl = ({ attempts, ...view }: AttemptsView): URLSearchParams =>
  new URLSearchParams([...writeAttemptFilters(attempts), ...writeExplorerUrl(view)]);

/** What decides which rows a view has. */
export const attemptRowsKey = ({ filters, range, order, attempts }: AttemptsView): string =>
  `attempts?${writeAttemptsUrl({ filters, range, order, attempts }).toString()}`;

const outcomeLists = { any: 'outcomes', none: 'notOutcomes' } as const;

/** Look for this outcome (`any`) or for all others (`none`). */
export const withOutcomeFilter = (
  filters: AttemptFilters,
  kind: 'any' | 'none',
  outcome: Outcome,
): AttemptFilters => {
  const cleared = Object.values(outcomeLists).reduce(
    (sum, list) => withoutListed(sum, list, outcome),
    filters,
  );
  const list = outcomeLists[kind];
  return { ...cleared, [list]: [...(cleared[list] ?? []), outcome] };
};

/** The same, and neither when it is so already. */
export const withOutcomeChoice = (
  filters: AttemptFilters,
  kind: 'any' | 'none',
  outcome: Outcome,
): AttemptFilters => {
  const list = outcomeLists[kind];
  return filters[list]?.includes(outcome)
    ? withoutListed(filters, list, outcome)
    : withOutcomeFilter(filters, kind, outcome);
};
