import type { Outcome } from '../../contract/outcome.ts';
import {
  type AttemptFilters,
  attemptFilterEntries,
  noAttemptFilters,
  numberOfParam,
} from '../api/attempts.ts';
import { type ExplorerView, readExplorerUrl, unknownParam, writeExplorerUrl } from './explorer-url.ts';
import { isOutcome } from './outcome-look.ts';

/** What the table of attempts shows: as the explorer, and what only attempts are filtered by. */
export type AttemptsView = Omit<ExplorerView, 'selected'> & { readonly attempts: AttemptFilters };

type Read = { filters: AttemptFilters; notices: string[] };

const withOutcome = ({ filters, notices }: Read, key: 'outcome' | 'notOutcome', text: string): Read =>
  isOutcome(text)
    ? { filters: { ...filters, [key]: [...new Set([...filters[key], text])] }, notices }
    : { filters, notices: [...notices, `“${text}” is not an outcome, so it was ignored.`] };

/** Only attempts that ended at this stage without a sign-in, or at one of those chosen before. */
export const withStoppedAt = (filters: AttemptFilters, stage: string): AttemptFilters => ({
  ...filters,
  stoppedAt: [...new Set([...filters.stoppedAt, stage])],
});

const withRenewal = ({ filters, notices }: Read, text: string): Read =>
  text === 'true' || text === 'false'
    ? { filters: { ...filters, renewal: text === 'true' }, notices }
    : { filters, notices: [...notices, `“renewal” is true or false, not “${text}”, so it was ignored.`] };

const readOwn = (entries: readonly (readonly [string, string])[]): Read => {
  let read: Read = { filters: noAttemptFilters, notices: [] };
  for (const [param, text] of entries) {
    const number = numberOfParam(param);
    if (param === 'outcome') read = withOutcome(read, 'outcome', text);
    else if (param === 'not_outcome') read = withOutcome(read, 'notOutcome', text);
    else if (param === 'stopped_at' && text !== '') read.filters = withStoppedAt(read.filters, text);
    else if (param === 'renewal') read = withRenewal(read, text);
    else if (number === undefined) read.notices.push(unknownParam(param, 'attempt'));
    else if (/^\d{1,9}$/.test(text)) read.filters = { ...read.filters, [number]: Number(text) };
    else read.notices.push(`“${text}” is not a whole number, so “${param}” was ignored.`);
  }
  return read;
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
  return { view: { ...shared, attempts: own.filters }, notices: [...own.notices, ...notices] };
};

/** Write a view as a query string: the inverse of `readAttemptsUrl`. Defaults are left out. */
export const writeAttemptsUrl = ({ attempts, ...view }: AttemptsView): URLSearchParams =>
  new URLSearchParams([...attemptFilterEntries(attempts), ...writeExplorerUrl(view)]);

/** What decides which rows a view has. */
export const attemptRowsKey = ({ filters, range, order, attempts }: AttemptsView): string =>
  `attempts?${writeAttemptsUrl({ filters, range, order, attempts }).toString()}`;

/** Look for this outcome (`any`) or for all others (`none`). */
export const withOutcomeFilter = (
  filters: AttemptFilters,
  kind: 'any' | 'none',
  outcome: Outcome,
): AttemptFilters => {
  const without = (list: readonly Outcome[]) => list.filter((each) => each !== outcome);
  const [wanted, unwanted] = [without(filters.outcome), without(filters.notOutcome)];
  return kind === 'any'
    ? { ...filters, outcome: [...wanted, outcome], notOutcome: unwanted }
    : { ...filters, outcome: wanted, notOutcome: [...unwanted, outcome] };
};

/** The same, and neither when it is so already. */
export const withOutcomeChoice = (
  filters: AttemptFilters,
  kind: 'any' | 'none',
  outcome: Outcome,
): AttemptFilters => {
  const list = kind === 'any' ? 'outcome' : 'notOutcome';
  return filters[list].includes(outcome)
    ? { ...filters, [list]: filters[list].filter((each) => each !== outcome) }
    : withOutcomeFilter(filters, kind, outcome);
};
