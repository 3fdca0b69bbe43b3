import { type Filters, readFilters, writeFilters } from '../../../contract/filters.ts';
import type { Order } from '../../api/events.ts';
import { quoted } from '../../lib/quoted.ts';
import { type Range, readRange, writeRange } from '../time/range.ts';
import { isZoneChoice } from '../time/zone-choice.ts';

/** What every view of the explorer shows, as its URL says it. */
export type ExplorerView = {
  readonly filters: Filters;
  readonly range: Range;
  readonly order: Order;
  /** `UTC`, `local` or an IANA name; absent: as this browser remembers. */
  readonly tz?: string;
  /** Whether new events announce themselves. */
  readonly live?: true | undefined;
  /** The id of the row whose panel is open. */
  readonly selected?: string | undefined;
};

const shared = ['range', 'from', 'to', 'calendar', 'tz', 'order', 'live', 'selected'];

/**
 * Read what the views of the explorer share from a URL. A value that cannot be used falls back to its default.
 * @param zone the zone in which the page shows times: days written by hand begin there
 * @returns the view, a sentence about each value that was not used, and the parameters that belong to neither
 */
export const readExplorerUrl = (
  params: URLSearchParams,
  zone: string,
): {
  readonly view: ExplorerView;
  readonly notices: readonly string[];
  readonly rest: readonly (readonly [string, string])[];
} => {
  const { filters, rest, problems } = readFilters(params);
  const tz = params.get('tz') ?? '';
  const zoned = tz !== '' && isZoneChoice(tz);
  const range = readRange(params, zone);
  const order = params.get('order') ?? '';
  const live = params.get('live') ?? '';
  const selected = params.get('selected') ?? '';
  const notices = [
    ...problems.map(({ param, detail }) => `${quoted(param)} in the address ${detail}, so it was ignored.`),
    ...range.problems,
    ...(['', 'asc', 'desc'].includes(order)
      ? []
      : [`${quoted(order)} is not an order, so the newest come first.`]),
    ...(['', '0', '1'].includes(live) ? [] : [`“live” is 1 or absent, not ${quoted(live)}, so it is off.`]),
  ];
  const view: ExplorerView = {
    filters,
    range: range.range,
    order: order === 'asc' ? 'asc' : 'desc',
    ...(zoned && { tz }),
    ...(live === '1' && { live: true }),
    ...(selected !== '' && { selected }),
  };
  return { view, notices, rest: rest.filter(([param]) => !shared.includes(param)) };
};

/** What is said of a parameter that no view knows. */
export const unknownParam = (param: string, noun: string): string =>
  `${quoted(param)} is not a property that ${noun}s can be filtered by, so it was ignored.`;

/** Write a view as query parameters: the inverse of `readExplorerUrl`. Defaults are left out. */
export const writeExplorerUrl = (view: ExplorerView): [string, string][] => [
  ...writeFilters(view.filters),
  ...writeRange(view.range),
  ...(view.order === 'asc' ? [['order', 'asc'] satisfies [string, string]] : []),
  ...(view.tz === undefined ? [] : [['tz', view.tz] satisfies [string, string]]),
  ...(view.live ? [['live', '1'] satisfies [string, string]] : []),
  ...(view.selected === undefined ? [] : [['selected', view.selected] satisfies [string, string]]),
];
