import { type AttemptsView, readAttemptsUrl, writeAttemptsUrl } from '../../audit/explorer/attempts-url.ts';
import type { ExplorerView } from '../../audit/explorer/explorer-url.ts';
import {
  type TableView,
  columnEntries,
  columnParam,
  readColumnParams,
} from '../../audit/explorer/page-columns.ts';
import { attemptsTableColumns } from './attempt-columns.ts';

/** Everything that the page of attempts shows: which attempts, and how its table is looked at. */
export type AttemptsTableView = AttemptsView & Pick<ExplorerView, 'selected'> & TableView;

const selectedParam = 'selected';

/**
 * Read a view from the address of the page. A value that cannot be used falls back to its default.
 * @param zone the zone in which the page shows times: days written by hand begin there
 */
export const readAttemptsTableUrl = (
  params: URLSearchParams,
  zone: string,
): { readonly view: AttemptsTableView; readonly notices: readonly string[] } => {
  const rest = new URLSearchParams(params);
  rest.delete(columnParam);
  const { view, notices } = readAttemptsUrl(rest, zone);
  const columns = readColumnParams(attemptsTableColumns, params);
  const selected = params.get(selectedParam) ?? '';
  return {
    view: { ...view, ...columns.view, ...(selected !== '' && { selected }) },
    notices: [...notices, ...columns.notices],
  };
};

/** Write a view as a query string: the inverse of `readAttemptsTableUrl`. Defaults are left out. */
export const writeAttemptsTableUrl = ({ selected, columns, ...view }: AttemptsTableView): URLSearchParams =>
  new URLSearchParams([
    ...writeAttemptsUrl(view),
    ...(selected === undefined ? [] : [[selectedParam, selected]]),
    ...columnEntries({ columns }),
  ]);
