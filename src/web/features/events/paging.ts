import { type PageStart, pageSize } from '../../api/events.ts';

/** The rows that are held: `count` of them after `offset`, of `reach` that there has been room for. */
export type Window = { readonly offset: number; readonly count: number; readonly reach: number };

/** Where a page begins that was seen before: found by going back from the farthest one. */
export const pageStart = (farthest: PageStart, index: number): PageStart => {
  let start = farthest;
  while (start.index > index && start.before) start = start.before;
  return start;
};

/**
 * Where the table ends, however many rows match: browsers make no element higher than 33,554,432 pixels, so that
 * rows far beyond could not be scrolled to.
 */
export const mostRows = 1_000_000;

/** So many rows before the end of the window comes into view, the next page is asked for. */
const margin = 40;

/**
 * What is to be loaded when rows `first` to `last` are in view: the page before the window or after it, or, where
 * the view has left the window far behind, the page with this index; undefined when nothing is missing.
 */
export const wantedAt = (
  { offset, count }: Window,
  first: number,
  last: number,
  more: { readonly before: boolean; readonly after: boolean },
): 'before' | 'after' | number | undefined => {
  const end = offset + count;
  if (last < offset - pageSize || first > end + pageSize) return Math.floor(first / pageSize);
  if (more.before && first < offset + margin) return 'before';
  if (more.after && last >= end - margin && end < mostRows) return 'after';
  return undefined;
};
