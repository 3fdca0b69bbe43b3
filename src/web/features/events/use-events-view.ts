import { withoutProperty } from '../../../contract/filters.ts';
import { useExplorerView } from '../../audit/use-explorer-view.ts';
import { useStable } from '../../lib/use-stable.ts';
import type { SeriesFilter } from '../../audit/time-bars.ts';
import { readEventsUrl, writeEventsUrl } from './events-url.ts';
import { warmEvents } from './warm-events.ts';
import { type Split, defaultSplit } from './split.ts';

const address = { read: readEventsUrl, write: writeEventsUrl, warm: warmEvents };

/** The explorer's view, read from the URL, and the ways to change it. Back undoes all but looking at a row. */
export const useEventsView = () => {
  const { go, ...shared } = useExplorerView(address);
  const { view } = shared;
  const select = useStable((selected: string | undefined) => {
    const { selected: _closed, ...closed } = view;
    go(selected === undefined ? closed : { ...view, selected }, true);
  });

  return {
    ...shared,
    /** Say in the link which columns are shown, or no longer. */
    setColumns: (columns: readonly string[] | undefined) => {
      const { columns: _before, ...without } = view;
      go(columns ? { ...view, columns } : without, true);
    },
    /** Count by something else. */
    setSplit: (split: Split) => {
      const { by: _before, ...without } = view;
      go(split === defaultSplit ? without : { ...view, by: split }, true);
    },
    /** Look only at what the histogram counts as one. */
    filterBySeries: (split: Split, filter: NonNullable<SeriesFilter>) => {
      const filters = withoutProperty(view.filters, split);
      go({
        ...view,
        filters:
          filter === 'missing'
            ? { ...filters, missing: [...filters.missing, split] }
            : { ...filters, any: { ...filters.any, [split]: filter.values } },
      });
    },
    select,
  };
};
