import type { ExplorerView } from './explorer-url.ts';
import type { TableView } from './page-columns.ts';

type View = Pick<ExplorerView, 'selected'> & TableView;

type Go<Whole> = (change: (view: Whole) => Whole, how: { readonly replace: boolean }) => void;

/** The ways to change which row of a table is looked at, and which columns its link names. Back undoes neither. */
export const tableChanges = <Whole extends View>(go: Go<Whole>) => ({
  select: (selected: string | undefined) => go((view) => ({ ...view, selected }), { replace: true }),
  /** Say in the link which columns are shown, or no longer. */
  setColumns: (columns: readonly string[] | undefined) =>
    go((view) => ({ ...view, columns }), { replace: true }),
});
