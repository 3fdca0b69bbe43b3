import {
  type ExplorerView,
  readExplorerUrl,
  unknownParam,
  writeExplorerUrl,
} from '../../audit/explorer-url.ts';
import { isColumn } from '../../../contract/export.ts';
import { usableColumns } from './column-layout.ts';

/** Everything that the explorer shows, as its URL says it. */
export type EventsView = ExplorerView & {
  /** The columns and their order; absent: as this browser remembers. */
  readonly columns?: readonly string[];
};

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
  const named = params.getAll('columns').filter((name) => name !== '');
  const columns = usableColumns(named);
  return {
    view: { ...view, ...(columns && { columns }) },
    notices: [
      ...rest.filter(([param]) => param !== 'columns').map(([param]) => unknownParam(param, 'event')),
      ...named
        .filter((name) => !isColumn(name))
        .map((name) => `“${name}” is not a property, so there is no column for it.`),
      ...notices,
    ],
  };
};

/** Write a view as the explorer's query string: the inverse of `readEventsUrl`. Defaults are left out. */
export const writeEventsUrl = (view: EventsView): URLSearchParams =>
  new URLSearchParams([
    ...writeExplorerUrl(view),
    ...(view.columns ?? []).map((name): [string, string] => ['columns', name]),
  ]);

/** What decides which rows a view has: its URL without what is only about looking at them. */
export const rowsKey = ({ filters, range, order }: EventsView): string =>
  writeEventsUrl({ filters, range, order }).toString();
