import { withoutProperty } from '../../../contract/filters.ts';
import { useExplorerView } from '../../audit/explorer/use-explorer-view.ts';
import { tableChanges } from '../../audit/explorer/table-changes.ts';
import type { SeriesFilter } from '../../audit/charts/time-bars.ts';
import { readEventsUrl, writeEventsUrl } from './events-url.ts';
import { warmEvents } from './warm-events.ts';
import { type Split, defaultSplit } from './split.ts';

const address = { read: readEventsUrl, write: writeEventsUrl, warm: warmEvents };

/** Back does not undo it. */
const silently = { replace: true } as const;

/** The explorer's view, read from the URL, and the ways to change it. Back undoes all but looking at a row. */
export const useEventsView = () => {
  const { go, ...shared } = useExplorerView(address);
  return {
    ...shared,
    ...tableChanges(go),
    /** Count by something else. */
    setSplit: (split: Split) =>
      go(
        ({ by: _before, ...without }) => (split === defaultSplit ? without : { ...without, by: split }),
        silently,
      ),
    /** Look only at what the histogram counts as one. */
    filterBySeries: (split: Split, filter: NonNullable<SeriesFilter>) =>
      go((view) => {
        const filters = withoutProperty(view.filters, split);
        return {
          ...view,
          filters:
            filter === 'missing'
              ? { ...filters, missing: [...filters.missing, split] }
              : { ...filters, any: { ...filters.any, [split]: filter.values } },
        };
      }),
  };
};
