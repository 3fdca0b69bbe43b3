import { type PageStart, firstPage, pageSize } from '../../api/events.ts';
import { rowHeight } from '../../ui/row-height.ts';
import { pageStart } from './paging.ts';

/** Which part of which list is held. */
export type HeldPages = {
  readonly key: string;
  /** Where its first page begins. */
  readonly start: PageStart;
  /** Where the farthest page begins that was ever loaded of the list, and how many rows there has been room for. */
  readonly farthest: PageStart;
  readonly reach: number;
};

/** Where a table was left: how far it was scrolled (pixels), and how far it had been loaded. */
export type LeftPages = Omit<HeldPages, 'key'> & { readonly top: number };

/**
 * - `opened`: another list is shown, which was `left` before if somebody comes back to it; `isThere` says whether the
 *   rows that were held then still are
 * - `loaded`: rows up to `end` are there, the last page of which begins at `last`
 * - `sought`: the page with this index is to be read, which is far from what is held
 * - `restarted`: all pages are forgotten
 */
export type PagesStep =
  | {
      readonly kind: 'opened';
      readonly key: string;
      readonly left: LeftPages | undefined;
      readonly isThere: boolean;
    }
  | { readonly kind: 'loaded'; readonly end: number; readonly last: PageStart }
  | { readonly kind: 'sought'; readonly index: number }
  | { readonly kind: 'restarted' };

/** A list of which nothing is known. */
export const fromFirst = (key: string): HeldPages => ({
  key,
  start: firstPage,
  farthest: firstPage,
  reach: 0,
});

const afterOpening = (key: string, left: LeftPages | undefined, isThere: boolean): HeldPages => {
  if (!left) return fromFirst(key);
  const { top, start, farthest, reach } = left;
  // the window as it was, when it is still there, else the page that was read
  const read = isThere ? start : pageStart(farthest, Math.floor(top / rowHeight / pageSize));
  return { key, start: read, farthest, reach };
};

const afterLoading = (held: HeldPages, end: number, last: PageStart): HeldPages => {
  const farthest = last.index > held.farthest.index ? last : held.farthest;
  const reach = Math.max(end, held.reach);
  return farthest === held.farthest && reach === held.reach ? held : { ...held, farthest, reach };
};

/** What is held after a step: the same object where it changes nothing. */
export const heldAfter = (held: HeldPages, step: PagesStep): HeldPages => {
  if (step.kind === 'opened') return afterOpening(step.key, step.left, step.isThere);
  if (step.kind === 'loaded') return afterLoading(held, step.end, step.last);
  if (step.kind === 'sought') return { ...held, start: pageStart(held.farthest, step.index) };
  return fromFirst(held.key);
};
