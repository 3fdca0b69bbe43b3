import { useMemo, useState } from 'react';
import { remember, usePreference } from '../../lib/preference.ts';
import { useNarrow } from '../../lib/use-media.ts';
import { type ColumnLayout, type ColumnLook, movedTo, readLook, usableWidth } from './column-layout.ts';
import { type PageColumns, readColumns } from './page-columns.ts';
import { neighbourIn, shownIn, useColumnTable } from './use-column-table.ts';

/**
 * The columns of the table and the ways to change them. Which ones and in which order is in the link (`inUrl`)
 * or else remembered; how they look, which is nobody else’s matter, is always remembered.
 * @param toUrl writes the columns to the URL, or takes them off
 */
export const useColumns = (
  page: PageColumns,
  inUrl: readonly string[] | undefined,
  toUrl: (columns: readonly string[] | undefined) => void,
) => {
  const { columns: columnsKey, look: lookKey } = page.remembered;
  const remembered = usePreference(columnsKey);
  const rememberedLook = usePreference(lookKey);
  const narrow = useNarrow();
  /** While a hand drags the edge of a column. */
  const [dragged, setDragged] = useState<{ readonly name: string; readonly width: number }>();

  const remembering = useMemo(() => readLook(rememberedLook), [rememberedLook]);
  const look = useMemo(
    (): ColumnLook =>
      dragged
        ? { ...remembering, widths: { ...remembering.widths, [dragged.name]: dragged.width } }
        : remembering,
    [remembering, dragged],
  );
  const table = useColumnTable({
    page,
    chosen: inUrl ?? readColumns(page, remembered) ?? (narrow ? page.narrow : page.defaults),
    look,
    onChoose: (shown) => {
      if (inUrl) toUrl(shown);
      else remember(columnsKey, JSON.stringify(shown));
    },
    onLook: (next) => remember(lookKey, JSON.stringify(next)),
  });
  const layout = useMemo((): ColumnLayout => ({ ...look, shown: shownIn(table) }), [look, table]);
  const moveTo = (name: string, target: string) => table.setColumnOrder(movedTo(layout.shown, name, target));
  return {
    page,
    layout,
    /** Whether the link says which columns are shown. */
    inLink: inUrl !== undefined,
    /** Whether there is something to reset. */
    changed: inUrl !== undefined || remembered !== undefined || rememberedLook !== undefined,
    toggle: (name: string) => table.setColumnVisibility((old) => ({ ...old, [name]: !old[name] })),
    moveBy: (name: string, by: 1 | -1) => {
      const neighbour = neighbourIn(table, name, by);
      if (neighbour !== undefined) moveTo(name, neighbour);
    },
    moveTo,
    togglePin: (name: string) => {
      const column = table.getColumn(name);
      column?.pin(column.getIsPinned() ? false : 'start');
    },
    resize: (name: string, width: number | undefined, done: boolean) => {
      setDragged(done || width === undefined ? undefined : { name, width: usableWidth(width) });
      if (done && width === undefined) table.getColumn(name)?.resetSize();
      else if (done && width !== undefined)
        table.setColumnSizing((old) => ({ ...old, [name]: usableWidth(width) }));
    },
    setInLink: (linked: boolean) => {
      if (!linked) remember(columnsKey, JSON.stringify(layout.shown));
      toUrl(linked ? layout.shown : undefined);
    },
    reset: () => {
      remember(columnsKey, undefined);
      remember(lookKey, undefined);
      if (inUrl) toUrl(undefined);
    },
  };
};

export type Columns = ReturnType<typeof useColumns>;
