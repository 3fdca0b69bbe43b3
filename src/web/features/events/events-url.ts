import { type Filters, readFilters, writeFilters } from '../../../contract/filters.ts';
import type { Order } from '../../api/events.ts';
import { type Range, readRange, writeRange } from '../../audit/range.ts';
import { isZoneChoice } from '../../audit/zone-choice.ts';

/** Everything that the explorer shows, as its URL says it. */
export type EventsView = {
  readonly filters: Filters;
  readonly range: Range;
  readonly order: Order;
  /** `UTC`, `local` or an IANA name; absent: as this browser remembers. */
  readonly tz?: string;
  /** The id of the event whose panel is open. */
  readonly selected?: string;
};

const own = ['range', 'from', 'to', 'tz', 'order', 'selected'] as const;
const isOwn = (param: string): boolean => (own as readonly string[]).includes(param);

/**
 * Read a view from the explorer's URL. A value that cannot be used falls back to its default.
 * @param zone the zone in which the page shows times: days written by hand begin there
 * @returns the view, and a sentence about each value that was not used
 */
export const readEventsUrl = (
  params: URLSearchParams,
  zone: string,
): { readonly view: EventsView; readonly notices: readonly string[] } => {
  const { filters, rest, problems } = readFilters(params);
  const tz = params.get('tz') ?? '';
  const zoned = tz !== '' && isZoneChoice(tz);
  const range = readRange(params, zone);
  const order = params.get('order') ?? '';
  const selected = params.get('selected') ?? '';
  const notices = [
    ...rest
      .filter(([param]) => !isOwn(param))
      .map(([param]) => `“${param}” is not a property that events can be filtered by, so it was ignored.`),
    ...problems.map(({ param, detail }) => `“${param}” in the address ${detail}, so it was ignored.`),
    ...range.problems,
    ...(tz === '' || zoned ? [] : [`“${tz}” is not a time zone, so it was ignored.`]),
    ...(['', 'asc', 'desc'].includes(order) ? [] : [`“${order}” is not an order, so the newest come first.`]),
  ];
  const view: EventsView = {
    filters,
    range: range.range,
    order: order === 'asc' ? 'asc' : 'desc',
    ...(zoned && { tz }),
    ...(selected !== '' && { selected }),
  };
  return { view, notices };
};

/** Write a view as the explorer's query string: the inverse of `readEventsUrl`. Defaults are left out. */
export const writeEventsUrl = (view: EventsView): URLSearchParams =>
  new URLSearchParams([
    ...writeFilters(view.filters),
    ...writeRange(view.range),
    ...(view.order === 'asc' ? [['order', 'asc']] : []),
    ...(view.tz === undefined ? [] : [['tz', view.tz]]),
    ...(view.selected === undefined ? [] : [['selected', view.selected]]),
  ]);

/** What decides which rows a view has: its URL without what is only about looking at them. */
export const rowsKey = ({ filters, range, order }: EventsView): string =>
  writeEventsUrl({ filters, range, order }).toString();
