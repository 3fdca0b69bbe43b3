import { type PageStart, pageSize } from '../../api/events.ts';

/** The rows that are held: `count` of them after `offset`, of `reach` that there has been room for, of at most `most`. */
export type RowWindow = {
  readonly offset: number;
  readonly count: number;
  readonly reach: number;
  readonly most: number;
};

/** Where a page begins that was seen before: found by going back from the farthest one. */
export const pageStart = (farthest: PageStart, index: number): PageStart => {
  let start = farthest;
  while (start.index > index && start.before) start = start.before;
  return start;
};

/**
 * After how many rows the table ends, however many match: an element is at most 33,554,432 pixels high, in Firefox
 * 17,895,697, and rows beyond could not be scrolled to.
 */
export const mostRows = (isFirefox: boolean): number => (isFirefox ? 600_000 : 1_000_000);

/** Whether the table ends before what matches does. */
export const isCut = ({ offset, count, most }: RowWindow, hasMore: boolean): boolean =>
  hasMore && offset + count >= most;

/** So many rows before the end of the window comes into view, the next page is asked for. */
const margin = 40;

/**
 * What is to be loaded when rows `first` to `last` are in view: the page before the window or after it, or, where
 * the view has left the window far behind, the page with this index; undefined when nothing is missing.
 */
export const wantedAt = (
  { offset, count, most }: RowWindow,
  first: number,
  last: number,
  more: { readonly before: boolean; readonly after: boolean },
): 'before' | 'after' | number | undefined => {
  const end = offset + count;
  if (last < offset - pageSize || first > end + pageSize) return Math.floor(first / pageSize);
  if (more.before && first < offset + margin) return 'before';
  if (more.after && last >= end - margin && end < most) return 'after';
  return undefined;
};
