import {
  type ExplorerView,
  readExplorerUrl,
  unknownParam,
  writeExplorerUrl,
} from '../../audit/explorer/explorer-url.ts';
import { quoted } from '../../lib/quoted.ts';
import {
  type TableView,
  columnEntries,
  columnParam,
  readColumnParams,
} from '../../audit/explorer/page-columns.ts';
import { eventColumns } from './event-columns.ts';
import { type Split, defaultSplit, isSplit } from './split.ts';

/** Everything that the explorer shows, as its URL says it. */
export type EventsView = ExplorerView &
  TableView & {
    /** By what the histogram counts apart; absent: by result. */
    readonly by?: Split;
  };

const own = [columnParam, 'by'];

/**
 * Read a view from the explorer's URL. A value that cannot be used falls back to its default.
 * @param zone the zone in which the page shows times: days written by hand begin there
 * @returns the view, and a sentence about each value that was not used
 */
export const readEventsUrl = (
  params: URLSearchParams,
  zone: string,
): { readonly view: EventsView; readonly notices: readonly string[] } => {
  const { view, notices, rest } = readExplorerUrl(params, zone);
  const columns = readColumnParams(eventColumns, params);
  const by = params.get('by') ?? '';
  return {
    view: {
      ...view,
      ...columns.view,
      ...(isSplit(by) && by !== defaultSplit && { by }),
    },
    notices: [
      ...notices,
      ...rest.filter(([param]) => !own.includes(param)).map(([param]) => unknownParam(param, 'event')),
      ...columns.notices,
      ...(by === '' || isSplit(by)
        ? []
        : [`Events cannot be counted by ${quoted(by)}, so they are by result.`]),
    ],
  };
};

/** Write a view as the explorer's query string: the inverse of `readEventsUrl`. Defaults are left out. */
export const writeEventsUrl = (view: EventsView): URLSearchParams =>
  new URLSearchParams([
    ...writeExplorerUrl(view),
    ...columnEntries(view),
    ...(view.by === undefined ? [] : [['by', view.by]]),
  ]);

/** What decides which rows a view has: its URL without what is only about looking at them, in whatever order. */
export const rowsKey = ({ filters, range, order }: EventsView): string => {
  const params = writeEventsUrl({ filters, range, order });
  params.sort();
  return params.toString();
};
