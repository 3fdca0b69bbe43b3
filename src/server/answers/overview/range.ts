import { writeFilters } from '../../../contract/filters.ts';
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
import { type AttemptParams, attemptScopeOf } from '../attempts/attempt-scope.ts';

/** What every answer of the overview begins with. */
export type RangeAnswer = {
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

/**
 * The range of a query: an open end is that of the stored data. The period before is as long and ends where the
 * range begins. There is none without a beginning, nor where nothing is stored from before it: what came then is not
 * known, and a comparison with it would make everything new.
 * @throws BadParameter naming the parameter that is wrong
 */
export const overviewRange = async (
  store: Store,
  query: AttemptParams,
  now: Micros,
  asking: Asking,
): Promise<OverviewRange> => {
  const { from: asked, to: until, ...scope } = await attemptScopeOf(store, query, now, asking);
  const extent = await store.events.extent({}, asking);
  const from = asked ?? extent?.first ?? until ?? now;
  const end = until ?? (extent ? micros(extent.last + 1n) : now);
  const to = end > from ? end : from;
  // just after the last event there can be is no instant that can be written
  const answer = { from: formatInstant(from), to: formatInstant(representable(to)) };
  const start = micros(from - (to - from));
  if (asked === undefined || to === from || !isRepresentable(start) || !extent || extent.first >= from)
    return { scope: { ...scope, from, to }, answer };
  const lacks = (extent.first - start) * leastLacking > from - start;
  const storedFrom = lacks ? { stored_from: formatInstant(extent.first) } : {};
  return {
    scope: { ...scope, from, to, before: start },
    answer: { ...answer, before: { from: formatInstant(start), to: formatInstant(from), ...storedFrom } },
  };
};

/** Parameters of a query, each with all its values. */
export const collected = (entries: Iterable<readonly [string, string]>): EvidenceQuery => {
  const query: Record<string, string[]> = {};
  for (const [name, value] of entries) (query[name] ??= []).push(value);
  return query;
};

const seconds = (value: bigint): string => String(value / 1_000_000n);

/** The parameters of a range; one that ends after all instants that can be written has no end. */
export const rangeParams = ({
  from,
  to,
}: Pick<OverviewScope, 'from' | 'to'>): (readonly [string, string])[] => [
  ['dt_from', formatInstant(from)],
  ...(isRepresentable(to) ? [['dt_to', formatInstant(to)] as const] : []),
];

/** The parameters of `/v1/auth_attempts` that find the attempts of a scope. */
export const attemptQuery = (scope: OverviewScope): EvidenceQuery => {
  const { outcomes, notOutcomes, stoppedAt, refused, renewal } = scope;
  const { minDuration, maxDuration, minEvents, maxEvents } = scope;
  const many = (name: string, values: readonly string[] | undefined) =>
    (values ?? []).map((value) => [name, value] as const);
  const one = (name: string, value: string | undefined) => many(name, value === undefined ? [] : [value]);
  return collected([
    ...writeFilters(scope.filters),
    ...many('outcome', outcomes),
    ...many('not_outcome', notOutcomes),
    ...many('stopped_at', stoppedAt),
    ...many('refused', refused),
    ...one('renewal', renewal?.toString()),
    ...one('min_duration', minDuration === undefined ? undefined : seconds(minDuration)),
    ...one('max_duration', maxDuration === undefined ? undefined : seconds(maxDuration)),
    ...one('min_events', minEvents?.toString()),
    ...one('max_events', maxEvents?.toString()),
    ...rangeParams(scope),
  ]);
};
