import { z } from 'zod';
import { type PageColumns, type TrackSize, rememberedJson } from './page-columns.ts';

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

/** Whole pixels that a column may be wide. */
const usableWidth = (width: number): number => Math.min(Math.max(Math.round(width), narrowest), widest);

/** Pinned columns in the order of those chosen, not that of being pinned; then those that are not shown now. */
const pinnedOf = (chosen: readonly string[], pinned: readonly string[]): readonly string[] =>
  [...new Set([...chosen, ...pinned])].filter((name) => pinned.includes(name));

/** The columns chosen, with the pinned ones first, as they look. */
export const layoutOf = (chosen: readonly string[], look: ColumnLook): ColumnLayout => ({
  ...look,
  shown: [
    ...chosen.filter((name) => look.pinned.includes(name)),
    ...chosen.filter((name) => !look.pinned.includes(name)),
  ],
});

/** Show a column, which then comes last, or hide it: the last one stays. */
export const toggledIn = (shown: readonly string[], name: string): readonly string[] => {
  if (!shown.includes(name)) return [...shown, name];
  return shown.length === 1 ? shown : shown.filter((each) => each !== name);
};

/** Pin a column, or no longer. */
export const withPin = ({ shown, pinned, widths }: ColumnLayout, name: string): ColumnLook => {
  const others = pinnedOf(shown, pinned).filter((each) => each !== name);
  return { pinned: pinned.includes(name) ? others : [...others, name], widths };
};

/** Make a column as wide as this (pixels); undefined gives it its own width back. */
export const withWidth = (look: ColumnLook, name: string, width: number | undefined): ColumnLook => {
  const { [name]: _before, ...others } = look.widths;
  return { ...look, widths: width === undefined ? others : { ...others, [name]: usableWidth(width) } };
};

/** The column beside a shown one, among the pinned or among the others. @param by −1 is towards the start */
export const neighbourIn = (
  { shown, pinned }: ColumnLayout,
  name: string,
  by: 1 | -1,
): string | undefined => {
  const beside = shown.filter((each) => pinned.includes(each) === pinned.includes(name));
  const index = beside.indexOf(name);
  return index < 0 ? undefined : beside[index + by];
};

/** Move a column to the place of another, which makes room. */
export const movedTo = (shown: readonly string[], name: string, target: string): string[] => {
  const [from, to] = [shown.indexOf(name), shown.indexOf(target)];
  return from < 0 || to < 0 ? [...shown] : shown.toSpliced(from, 1).toSpliced(to, 0, name);
};

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
