import {
  type ColumnOrderState,
  type ColumnPinningState,
  type ColumnSizingState,
  type ColumnVisibilityState,
  type ReactTable,
  type Updater,
  columnOrderingFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  functionalUpdate,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo } from 'react';
import { useStable } from '../../lib/use-stable.ts';
import { type ColumnLook, placesOf, visibleIn } from './column-layout.ts';
import { type PageColumns, columnsWith } from './page-columns.ts';

type Chosen = {
  readonly page: Pick<PageColumns, 'known'>;
  readonly chosen: readonly string[];
  readonly look: ColumnLook;
  readonly onChoose: (columns: readonly string[]) => void;
  readonly onLook: (look: ColumnLook) => void;
};

const features = tableFeatures({
  columnOrderingFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
});

/** Rows are drawn without the table: its own model would hold a row and its cells for every one that is loaded. */
type NoRow = Record<string, never>;
const noRows: NoRow[] = [];

export type ColumnTable = ReactTable<typeof features, NoRow>;

/**
 * The library's table, which arranges columns: it is given the ones chosen and how they look, and hands back what its
 * methods change of them. It is another object whenever they are others.
 */
export const useColumnTable = ({ page, chosen, look, onChoose, onLook }: Chosen) => {
  'use no memo'; // what is kept is kept by names: a link that says the same makes new lists of them
  const names = JSON.stringify(chosen);
  // oxlint-disable-next-line react/exhaustive-deps -- names stand for those chosen
  const columns = useMemo(() => columnsWith(page, chosen).map((id) => ({ id })), [page, names]);
  // oxlint-disable-next-line react/exhaustive-deps -- likewise
  const places = useMemo(() => placesOf(page, chosen, look.pinned), [page, names, look.pinned]);
  const state = useMemo(() => ({ ...places, columnSizing: look.widths }), [places, look.widths]);
  const shownNow = () => shownIn(table);

  const onColumnOrderChange = useStable((change: Updater<ColumnOrderState>) =>
    onChoose(functionalUpdate(change, shownNow())),
  );
  const onColumnVisibilityChange = useStable((change: Updater<ColumnVisibilityState>) => {
    const shown = visibleIn(shownNow(), functionalUpdate(change, state.columnVisibility));
    // the last one stays
    if (shown.length > 0) onChoose(shown);
  });
  const onColumnPinningChange = useStable((change: Updater<ColumnPinningState>) =>
    onLook({ ...look, pinned: functionalUpdate(change, state.columnPinning).start }),
  );
  const onColumnSizingChange = useStable((change: Updater<ColumnSizingState>) =>
    onLook({ ...look, widths: functionalUpdate(change, state.columnSizing) }),
  );
  const options = useMemo(
    () => ({
      features,
      columns,
      data: noRows,
      state,
      onColumnOrderChange,
      onColumnVisibilityChange,
      onColumnPinningChange,
      onColumnSizingChange,
    }),
    [
      columns,
      state,
      onColumnOrderChange,
      onColumnVisibilityChange,
      onColumnPinningChange,
      onColumnSizingChange,
    ],
  );
  const table: ColumnTable = useTable(options);
  return table;
};

/** The columns shown, in their order, the pinned ones first. */
export const shownIn = (table: ColumnTable): string[] =>
  (table.getHeaderGroups()[0]?.headers ?? []).map(({ id }) => id);

/** The column beside a shown one, among the pinned or among the others. @param by −1 is towards the start */
export const neighbourIn = (table: ColumnTable, name: string, by: 1 | -1): string | undefined => {
  const column = table.getColumn(name);
  const region = column?.getIsPinned() || 'center';
  return column && table.getPinnedVisibleLeafColumns(region)[column.getIndex(region) + by]?.id;
};
