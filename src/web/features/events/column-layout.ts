import { z } from 'zod';
import { isColumn } from '../../../contract/export.ts';
import { properties } from '../../../contract/fields.ts';

/** What a person sees before choosing columns. */
export const defaultColumns: readonly string[] = [
  'time',
  'email',
  'source_ip',
  'step',
  'step_result',
  'application_name',
];

/** Where there is room for little, what happened comes before who and where. */
export const narrowColumns: readonly string[] = [
  'time',
  'step_result',
  'email',
  'step',
  'application_name',
  'source_ip',
];

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

const jsonOf = (text: string | undefined): unknown => {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined; // nothing remembered, or not by this version
  }
};

/** Read a remembered look; one that cannot be read is the plain one. */
export const readLook = (text: string | undefined): ColumnLook => {
  const look = lookSchema.safeParse(jsonOf(text));
  return look.success ? look.data : plainLook;
};

/** Names that are columns, each once, in their order; undefined when none is left. */
export const usableColumns = (names: readonly string[]): readonly string[] | undefined => {
  const usable = [...new Set(names)].filter(isColumn);
  return usable.length === 0 ? undefined : usable;
};

/** Read remembered columns; undefined when none were chosen. */
export const readColumns = (text: string | undefined): readonly string[] | undefined => {
  const names = z.array(z.string()).safeParse(jsonOf(text));
  return names.success ? usableColumns(names.data) : undefined;
};

/** The columns that can be chosen before the data was asked for extras. */
export const knownColumns: readonly string[] = [
  ...new Set(['time', 'email', ...properties.map(({ name }) => name)]),
];

/** What can be chosen and what is shown, which may be an extra. */
export const columnsWith = (shown: readonly string[]): readonly string[] => [
  ...new Set([...knownColumns, ...shown]),
];

/** What the table is told of columns, as its library has it: their order, which are visible, and which are pinned. */
export const placesOf = (shown: readonly string[], pinned: readonly string[]) => {
  const order = [...new Set([...shown, ...pinned])];
  return {
    columnOrder: [...shown],
    columnVisibility: Object.fromEntries(columnsWith(shown).map((name) => [name, shown.includes(name)])),
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

/** A track of the grid that rows and header share: its CSS, and the least it takes. */
type Track = { readonly track: string; readonly least: string };

const flexible = (least: string, share: string): Track => ({ track: `minmax(${least}, ${share})`, least });
const fixed = (length: string): Track => ({ track: length, least: length });

/** What a column keeps when others than the usual ones share the table with it: what it holds is still to be read. */
const kept: Readonly<Record<string, string>> = {
  email: '15rem',
  source_ip: '9rem',
  step: '12rem',
  application_name: '8.5rem',
};

const tracks: Readonly<Record<string, Track>> = {
  time: fixed('var(--time-track)'),
  email: flexible('11rem', '1.7fr'),
  source_ip: flexible('7.5rem', '1.1fr'),
  step: flexible('9.5rem', '1.3fr'),
  step_result: fixed('var(--event-track)'),
  application_name: flexible('6.5rem', '1fr'),
  user_id: flexible('11rem', '1.3fr'),
  request_id: flexible('11rem', '1.3fr'),
};

/** How the columns are laid out: the tracks, the least width of a row, and where each pinned column stays. */
type ColumnTracks = {
  readonly tracks: string;
  readonly least: string;
  readonly starts: Readonly<Record<string, string>>;
};

const sum = (lengths: readonly string[]): string =>
  lengths.length === 0 ? '0px' : `calc(${lengths.join(' + ')})`;

const withRoom = (name: string, crowded: boolean): Track => {
  const own = tracks[name] ?? flexible('8rem', '1fr');
  const least = crowded ? kept[name] : undefined;
  return least === undefined ? own : { track: own.track.replace(own.least, least), least };
};

/** Where columns stand. A pinned one has a width of its own, so that it is known where the next one begins. */
export const tracksOf = ({ shown, pinned, widths }: ColumnLayout): ColumnTracks => {
  const crowded = shown.some((name) => !defaultColumns.includes(name));
  const each = shown.map((name) => {
    const width = widths[name];
    const own = withRoom(name, crowded);
    if (width !== undefined) return fixed(`${width}px`);
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
