import { type AttemptParams, writeAttemptFilters } from '../../../contract/attempt-filters.ts';
import type { BeforeParams } from '../../../contract/period-before.ts';
import { type Filters, writeFilters } from '../../../contract/filters.ts';
import {
  type Micros,
  formatInstant,
  isRepresentable,
  micros,
  representable,
} from '../../../contract/instant.ts';
import type { EvidenceQuery } from '../../../contract/overview.ts';
import type { OverviewScope } from '../../store/questions/overview.ts';
import type { Asking } from '../../store/questions/scope.ts';
import type { Store } from '../../store/store.ts';
import { attemptScopeOf } from '../attempts/attempt-scope.ts';
import { BadParameter } from '../../request-errors.ts';
import { type RangeParams, timeParam } from '../scope.ts';

/** What every answer of the overview begins with. */
type RangeAnswer = {
  readonly from: string;
  readonly to: string;
  readonly before?: { readonly from: string; readonly to: string; readonly stored_from?: string };
};

/** The attempts that are asked about, and the range as it is answered. */
export type OverviewRange = {
  readonly scope: OverviewScope;
  readonly answer: RangeAnswer;
};

/** A comparison misleads when more than one part in so many of the period before is not stored. */
const leastLacking = 100n;

type Stretch = { readonly from: Micros; readonly to: Micros };

/** The period that a query asks to be compared with; undefined when it leaves that open. */
const askedBefore = (query: BeforeParams & RangeParams, now: Micros): Stretch | undefined => {
  const from = timeParam('before_from', query.before_from, now);
  const to = timeParam('before_to', query.before_to, now);
  if (from === undefined && to === undefined) return undefined;
  if (from === undefined) throw new BadParameter('before_to', 'needs before_from: a period has two ends');
  if (to === undefined) throw new BadParameter('before_from', 'needs before_to: a period has two ends');
  const range = timeParam('dt_from', query.dt_from, now);
  if (range === undefined)
    throw new BadParameter('before_from', 'needs dt_from: a range without a beginning has nothing before it');
  if (to <= from) throw new BadParameter('before_to', 'is not after before_from');
  if (to > range) throw new BadParameter('before_to', 'is after dt_from: the two periods would overlap');
  return { from, to };
};

/**
 * The range of a query: an open end is that of the stored data. The period before is the one asked for, else as long
 * and up to where the range begins. There is none without a beginning, nor where nothing is stored of it: what came
 * then is not known, and a comparison with it would make everything new.
 * @throws BadParameter naming the parameter that is wrong
 */
export const overviewRange = async (
  store: Store,
  query: AttemptParams & RangeParams & BeforeParams,
  now: Micros,
  asking: Asking,
): Promise<OverviewRange> => {
  const wanted = askedBefore(query, now);
  const { from: asked, to: until, ...scope } = await attemptScopeOf({ store, now, asking }, query);
  const extent = await store.events.extent({}, asking);
  const from = asked ?? extent?.first ?? until ?? now;
  const end = until ?? (extent ? micros(extent.last + 1n) : now);
  const to = end > from ? end : from;
  // just after the last event there can be is no instant that can be written
  const answer = { from: formatInstant(from), to: formatInstant(representable(to)) };
  const before = wanted ?? { from: micros(from - (to - from)), to: from };
  const isKnown = isRepresentable(before.from) && extent !== undefined && extent.first < before.to;
  if (asked === undefined || to === from || !isKnown) return { scope: { ...scope, from, to }, answer };
  const lacks = (extent.first - before.from) * leastLacking > before.to - before.from;
  const storedFrom = lacks ? { stored_from: formatInstant(extent.first) } : {};
  return {
    scope: { ...scope, from, to, before: before.from, beforeEnd: before.to },
    answer: {
      ...answer,
      before: { from: formatInstant(before.from), to: formatInstant(before.to), ...storedFrom },
    },
  };
};

/** Parameters of a query, each with all its values. */
const collected = (entries: Iterable<readonly [string, string]>): EvidenceQuery => {
  const query: Record<string, string[]> = {};
  for (const [name, value] of entries) (query[name] ??= []).push(value);
  return query;
};

/** The parameters of a range; one that ends after all instants that can be written has no end. */
const rangeParams = ({ from, to }: Pick<OverviewScope, 'from' | 'to'>): (readonly [string, string])[] => [
  ['dt_from', formatInstant(from)],
  ...(isRepresentable(to) ? [['dt_to', formatInstant(to)] as const] : []),
];

/** Filters as parameters. */
export const filterQuery = (filters: Filters): EvidenceQuery => collected(writeFilters(filters));

/** The parameters of `/v1/auth_attempts` that find the attempts of a scope. */
export const attemptQuery = (scope: OverviewScope): EvidenceQuery =>
  collected([...writeFilters(scope.filters), ...writeAttemptFilters(scope), ...rangeParams(scope)]);
