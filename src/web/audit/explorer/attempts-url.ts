import type { Outcome } from '../../../contract/outcome.ts';
import { type Refused, refusedKinds } from '../../../contract/refused.ts';
import { type AttemptFilters, attemptFilterEntries, numberOfParam } from '../../api/attempts.ts';
import { quoted } from '../../lib/quoted.ts';
import { type ExplorerView, readExplorerUrl, unknownParam, writeExplorerUrl } from './explorer-url.ts';
import { isOutcome } from '../looks/outcome-look.ts';

/** What the table of attempts shows: as the explorer, and what only attempts are filtered by. */
export type AttemptsView = Omit<ExplorerView, 'selected'> & { readonly attempts: AttemptFilters };

/** Only attempts that ended at this stage without a sign-in, or at one of those chosen before. */
export const withStoppedAt = (filters: AttemptFilters, stage: string): AttemptFilters => ({
  ...filters,
  stoppedAt: [...new Set([...filters.stoppedAt, stage])],
});

/** An address can hold thousands of entries: they are gathered, and nothing is copied for each. */
const readOwn = (
  entries: readonly (readonly [string, string])[],
): { readonly filters: AttemptFilters; readonly notices: readonly string[] } => {
  const outcomes = { outcome: new Set<Outcome>(), not_outcome: new Set<Outcome>() };
  const stoppedAt = new Set<string>();
  const refused = new Set<Refused>();
  const notices: string[] = [];
  let single: Omit<AttemptFilters, 'outcome' | 'notOutcome' | 'stoppedAt' | 'refused'> = {};
  for (const [param, text] of entries) {
    const number = numberOfParam(param);
    if (param === 'outcome' || param === 'not_outcome') {
      if (isOutcome(text)) outcomes[param].add(text);
      else notices.push(`${quoted(text)} is not an outcome, so it was ignored.`);
    } else if (param === 'stopped_at') stoppedAt.add(text);
    else if (param === 'refused') {
      const kind = refusedKinds.find((each) => each === text);
      if (kind) refused.add(kind);
      else notices.push(`${quoted(text)} is nothing that can be refused, so it was ignored.`);
    } else if (param === 'renewal') {
      if (text === 'true' || text === 'false') single = { ...single, renewal: text === 'true' };
      else notices.push(`“renewal” is true or false, not ${quoted(text)}, so it was ignored.`);
    } else if (number === undefined) notices.push(unknownParam(param, 'attempt'));
    else if (/^\d{1,9}$/.test(text)) single = { ...single, [number]: Number(text) };
    else notices.push(`${quoted(text)} is not a whole number, so “${param}” was ignored.`);
  }
  const filters = {
    outcome: [...outcomes.outcome],
    notOutcome: [...outcomes.not_outcome],
    stoppedAt: [...stoppedAt],
    ...(refused.size > 0 && { refused: [...refused] }),
    ...single,
  };
  return { filters, notices };
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
