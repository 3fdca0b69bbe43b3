/** Where the focus is: a row, and a column of it, or −1 for the row itself. */
export type RovingPlace = { readonly index: number; readonly column: number };

/** How much there is to move in, and how many whole rows are in view. */
type Extent = { readonly rows: number; readonly columns: number; readonly screen: number };

const rowSteps: Readonly<Record<string, (index: number, extent: Extent) => number>> = {
  ArrowDown: (index) => index + 1,
  j: (index) => index + 1,
  ArrowUp: (index) => index - 1,
  k: (index) => index - 1,
  PageDown: (index, { screen }) => index + screen,
  PageUp: (index, { screen }) => index - screen,
  Home: () => 0,
  End: (_index, { rows }) => rows - 1,
};

const columnSteps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** Where a key leads from a place; undefined for a key that moves nothing. */
export const moved = (
  key: string,
  { index, column }: RovingPlace,
  extent: Extent,
): RovingPlace | undefined => {
  if (extent.rows === 0) return undefined;
  const rowStep = Object.hasOwn(rowSteps, key) ? rowSteps[key] : undefined;
  if (rowStep) return { index: Math.min(Math.max(rowStep(index, extent), 0), extent.rows - 1), column };
  const columnStep = Object.hasOwn(columnSteps, key) ? columnSteps[key] : undefined;
  if (columnStep === undefined) return undefined;
  return { index, column: Math.min(Math.max(column + columnStep, -1), extent.columns - 1) };
};
