import { tableChanges } from '../../audit/explorer/table-changes.ts';
import { useAttemptsView } from '../../audit/explorer/use-attempts-view.ts';
import { readAttemptsTableUrl, writeAttemptsTableUrl } from './attempts-table-url.ts';

const address = { read: readAttemptsTableUrl, write: writeAttemptsTableUrl };

/** The view of the page of attempts, and the ways to change it. Back undoes all but looking at a row. */
export const useAttemptsTableView = () => {
  const { go, ...shared } = useAttemptsView(address);
  return { ...shared, ...tableChanges(go) };
};
