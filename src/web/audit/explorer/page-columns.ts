import { z } from 'zod';
import { quoted } from '../../lib/quoted.ts';

/** How wide a column is, in CSS lengths. */
export type TrackSize = {
  /** Its width; with a share, the least of it. */
  readonly least: string;
  /** What it takes of the room that is left: `1.3fr`. */
  readonly share?: string;
  /** The least when others than the usual columns share the table: what it holds is still to be read. */
  readonly crowded?: string;
};

/** The columns that the table of a page can have: what they are called, which are shown unasked, how wide they are. */
export type PageColumns = {
  /** The one by which rows are ordered. */
  readonly time: string;
  /** Those that can be chosen before the data was asked for others. */
  readonly known: readonly string[];
  /** Whether the data can hold others. */
  readonly extras: boolean;
  readonly isColumn: (name: string) => boolean;
  readonly label: (name: string) => string;
  /** What its heading says when it is pointed at. */
  readonly tooltip: (name: string) => string;
  /** Whether it holds numbers, which are aligned at their ends. */
  readonly isNumber: (name: string) => boolean;
  /** What a person sees before choosing columns. */
  readonly defaults: readonly string[];
  /** The same where there is room for little. */
  readonly narrow: readonly string[];
  readonly sizes: Readonly<Record<string, TrackSize>>;
  /** Under which names this browser remembers the columns chosen, and how they look. */
  readonly remembered: { readonly columns: string; readonly look: string };
};

/** JSON as it was remembered; undefined when nothing was, or not by this version. */
export const rememberedJson = (text: string | undefined): unknown => {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
};

/** Names that are columns, each once, in their order; undefined when none is left. */
const usableColumns = (
  { isColumn }: Pick<PageColumns, 'isColumn'>,
  names: readonly string[],
): readonly string[] | undefined => {
  const usable = [...new Set(names)].filter(isColumn);
  return usable.length === 0 ? undefined : usable;
};

/** Read remembered columns; undefined when none were chosen. */
export const readColumns = (
  page: Pick<PageColumns, 'isColumn'>,
  text: string | undefined,
): readonly string[] | undefined => {
  const names = z.array(z.string()).safeParse(rememberedJson(text));
  return names.success ? usableColumns(page, names.data) : undefined;
};

/** What can be chosen and what is shown, which may be an extra. */
export const columnsWith = (
  { known }: Pick<PageColumns, 'known'>,
  shown: readonly string[],
): readonly string[] => [...new Set([...known, ...shown])];

/** What an address says of its table, beside what decides the rows. */
export type TableView = {
  /** The columns and their order; absent: as this browser remembers. */
  readonly columns?: readonly string[] | undefined;
};

/** The parameter that names a column, in its order. */
export const columnParam = 'columns';

/** Read the columns of an address, with a sentence about each name that is none. */
export const readColumnParams = (
  page: Pick<PageColumns, 'isColumn'>,
  params: URLSearchParams,
): { readonly view: TableView; readonly notices: readonly string[] } => {
  const named = params.getAll(columnParam).filter((name) => name !== '');
  const columns = usableColumns(page, named);
  return {
    view: columns ? { columns } : {},
    notices: named
      .filter((name) => !page.isColumn(name))
      .map((name) => `${quoted(name)} is not a property, so there is no column for it.`),
  };
};

/** Write them: the inverse of `readColumnParams`. */
export const columnEntries = ({ columns = [] }: TableView): [string, string][] =>
  columns.map((name) => [columnParam, name]);
