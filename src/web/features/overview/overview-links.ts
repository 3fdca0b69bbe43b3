import type { AttemptFilters } from '../../../contract/attempt-filters.ts';
import { type Filters, withValue } from '../../../contract/filters.ts';
import type { Outcome } from '../../../contract/outcome.ts';
import { type AttemptsView, writeAttemptsUrl } from '../../audit/explorer/attempts-url.ts';
import { eventsPath, evidencePath, routes } from '../../audit/looks/paths.ts';
import { type Instants, writeRange } from '../../audit/time/range.ts';

/** What of a view its links carry on. */
export type LinkView = Pick<AttemptsView, 'filters' | 'attempts' | 'range' | 'tz'>;

type Entry = readonly [string, string];

/** What of the view is looked at, besides what it is filtered by. */
export type LinkNarrowing = {
  /** Only these outcomes. */
  readonly outcomes?: readonly Outcome[];
  readonly stoppedAt?: string;
  /** Only renewals of sessions, or none. */
  readonly renewal?: boolean;
  /** Values that some event of an attempt has, by property. */
  readonly values?: Values;
  /** A time in place of the range. */
  readonly instants?: Instants;
};

type Values = Readonly<Record<string, string>>;

/** The filters, with these values alone of their properties: to add one to others would let more through. */
const withValues = (filters: Filters, values: Values): Filters => {
  const narrow = { ...filters, any: { ...filters.any, ...noneOf(values) } };
  return Object.entries(values).reduce(
    (sum, [property, value]) => withValue(sum, 'any', property, value),
    narrow,
  );
};

const noneOf = (values: Values): Filters['any'] =>
  Object.fromEntries(Object.keys(values).map((property) => [property, []]));

/** Whether a link can say what is counted: not when a property has to be one value, and by the view another. */
export const canNarrow = ({ filters }: Pick<LinkView, 'filters'>, values: Values): boolean =>
  Object.entries(values).every(([property, value]) => filters.any[property]?.includes(value) ?? true);

const rangeEntries = ({ range }: LinkView, instants: Instants | undefined): Entry[] =>
  writeRange(instants ? { kind: 'between', ...instants } : range);

/** The zone of a view, as its links carry it on. */
export const zoneEntries = ({ tz }: Pick<LinkView, 'tz'>): Entry[] => (tz === undefined ? [] : [['tz', tz]]);

/** The outcomes that are both wanted and let through by the view; all wanted ones where it lets none through. */
const narrowedOutcomes = (
  { outcomes = [], notOutcomes = [] }: AttemptFilters,
  wanted: readonly Outcome[],
): readonly Outcome[] => {
  const both = wanted.filter(
    (each) => (outcomes.length === 0 || outcomes.includes(each)) && !notOutcomes.includes(each),
  );
  return both.length === 0 ? wanted : both;
};

/** The attempts of a view, with its filters, range and zone. */
export const attemptsLink = (view: LinkView, more: LinkNarrowing = {}): string => {
  const { attempts } = view;
  const { outcomes, stoppedAt, renewal, values = {}, instants } = more;
  const search = writeAttemptsUrl({
    filters: withValues(view.filters, values),
    attempts: {
      ...attempts,
      ...(outcomes && { outcomes: narrowedOutcomes(attempts, outcomes), notOutcomes: [] }),
      ...(stoppedAt !== undefined && { stoppedAt: [stoppedAt] }),
      ...(renewal !== undefined && { renewal }),
    },
    range: instants ? { kind: 'between', ...instants } : view.range,
    order: 'desc',
    ...(view.tz !== undefined && { tz: view.tz }),
  });
  return `${routes.attempts}?${search}`.replace(/\?$/, '');
};

/** The events of a view that have these values, with its filters, range and zone. */
export const eventsLink = (
  view: LinkView,
  { values = {}, instants }: Pick<LinkNarrowing, 'values' | 'instants'> = {},
): string =>
  eventsPath(withValues(view.filters, values), [...rangeEntries(view, instants), ...zoneEntries(view)]);

/** A range and a zone as pages about a user or an address take them. */
export const spanEntries = (view: LinkView): Entry[] => [
  ...rangeEntries(view, undefined),
  ...zoneEntries(view),
];

/** Parameters of the API, each with its values. */
type Query = Readonly<Record<string, readonly string[]>>;

/**
 * The explorer with exactly what an answer says it counted.
 * @param outcomes only these of what was counted
 */
export const queryLink = (
  of: 'attempts' | 'events',
  query: Query,
  view: Pick<LinkView, 'tz'>,
  outcomes?: readonly Outcome[],
): string => {
  const { outcome = [], ...others } = query;
  const wanted = outcomes ? narrowedOutcomes({ outcomes: outcome as readonly Outcome[] }, outcomes) : outcome;
  return evidencePath(of, { ...others, outcome: wanted }, zoneEntries(view));
};
