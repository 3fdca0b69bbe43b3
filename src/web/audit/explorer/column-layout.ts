import { z } from 'zod';
import { type PageColumns, type TrackSize, columnsWith, rememberedJson } from './page-columns.ts';

/** How columns are looked at in this browser: which stay at the start, and how wide some were made (pixels). */
export type ColumnLook = {
  readonly pinned: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
};

/** The columns shown, in their order, the pinned ones first; never none. */
export type ColumnLayout = ColumnLook & { readonly shown: readonly string[] };

export const plainLook: ColumnLook = { pinned: [], widths: {} };

/** No column is narrower, or wider, than this (pixels). */
const narrowest = 64;
const widest = 1_200;

const lookSchema = z.object({
  pinned: z.array(z.string()),
  widths: z.record(z.string(), z.number().min(narrowest).max(widest)),
});

/** Read a remembered look; one that cannot be read is the plain one. */
export const readLook = (text: string | undefined): ColumnLook => {
  const look = lookSchema.safeParse(rememberedJson(text));
  return look.success ? look.data : plainLook;
};

/** What the table is told of columns, as its library has it: their order, which are visible, and which are pinned. */
export const placesOf = (
  page: Pick<PageColumns, 'known'>,
  shown: readonly string[],
  pinned: readonly string[],
) => {
  const order = [...new Set([...shown, ...pinned])];
  return {
    columnOrder: [...shown],
    columnVisibility: Object.fromEntries(
      columnsWith(page, shown).map((name) => [name, shown.includes(name)]),
    ),
    // among themselves they keep the order of all, not that of being pinned
    columnPinning: { start: order.filter((name) => pinned.includes(name)), end: [] },
  };
};

/** Move a column to the place of another, which makes room. */
export const movedTo = (shown: readonly string[], name: string, target: string): string[] => {
  const [from, to] = [shown.indexOf(name), shown.indexOf(target)];
  return from < 0 || to < 0 ? [...shown] : shown.toSpliced(from, 1).toSpliced(to, 0, name);
};

/** The columns shown when some become visible, which then come last, or are hidden. */
export const visibleIn = (
  shown: readonly string[],
  visible: Readonly<Record<string, boolean>>,
): readonly string[] =>
  [...new Set([...shown, ...Object.keys(visible)])].filter((name) => visible[name] === true);

/** Whole pixels that a column may be wide. */
export const usableWidth = (width: number): number =>
  Math.min(Math.max(Math.round(width), narrowest), widest);

/** How the columns are laid out: the tracks, the least width of a row, and where each pinned column stays. */
type ColumnTracks = {
  readonly tracks: string;
  readonly least: string;
  readonly starts: Readonly<Record<string, string>>;
};

const sum = (lengths: readonly string[]): string =>
  lengths.length === 0 ? '0px' : `calc(${lengths.join(' + ')})`;

const ordinary: TrackSize = { least: '8rem', share: '1fr' };

/** A track of the grid that rows and header share: its CSS, and the least it takes. */
type Track = { readonly track: string; readonly least: string };

const fixed = (length: string): Track => ({ track: length, least: length });

const trackOf = ({ least, share, crowded = least }: TrackSize, isCrowded: boolean): Track => {
  const length = isCrowded ? crowded : least;
  return share === undefined ? fixed(length) : { track: `minmax(${length}, ${share})`, least: length };
};

/** Where columns stand. A pinned one has a width of its own, so that it is known where the next one begins. */
export const tracksOf = (
  { defaults, sizes }: Pick<PageColumns, 'defaults' | 'sizes'>,
  { shown, pinned, widths }: ColumnLayout,
): ColumnTracks => {
  const isCrowded = shown.some((name) => !defaults.includes(name));
  const each = shown.map((name) => {
    const width = widths[name];
    if (width !== undefined) return fixed(`${width}px`);
    const own = trackOf(sizes[name] ?? ordinary, isCrowded);
    return pinned.includes(name) ? fixed(own.least) : own;
  });
  const lengths = each.map(({ least }) => least);
  // something has to take the room that is left, or rows would end before the table does
  const filled = each.some(({ track }) => track.includes('fr'));
  return {
    tracks: [...each.map(({ track }) => track), ...(filled ? [] : ['minmax(0, 1fr)'])].join(' '),
    least: sum([...lengths, '1.5rem']),
    starts: Object.fromEntries(
      shown.flatMap((name, index) => (pinned.includes(name) ? [[name, sum(lengths.slice(0, index))]] : [])),
    ),
  };
};
