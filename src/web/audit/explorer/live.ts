import { type Micros, formatInstant } from '../../../contract/instant.ts';
import type { Filters } from '../../../contract/filters.ts';
import type { Scope } from '../../api/scope.ts';
import { scopeOf } from './explorer-scope.ts';
import { type Instants, type Range, resolveRange } from '../time/range.ts';

/** Whether events that are stored from now on can fall into a range, taken at `asOf`. */
export const canBeLive = ({ to }: Instants, range: Range, asOf: Micros): boolean =>
  to === undefined || (range.kind === 'between' ? to > asOf : to >= asOf);

/** What is counted as new, and where the rows on screen end if that moves with the clock. */
export type Counted = { readonly scope: Scope; readonly orFrom?: string };

/**
 * What rows that are asked for at `now` would show: new is only what can be shown. Events whose time lay ahead of the
 * rows on screen, which are of `instants`, are new when it has come.
 */
export const countedAt = (filters: Filters, range: Range, { to }: Instants, now: Micros): Counted => {
  const scope = scopeOf(filters, resolveRange(range, now));
  return to === undefined || range.kind === 'between' ? { scope } : { scope, orFrom: formatInstant(to) };
};

/** The same range with an end that is open: it shows what is dated later than now, too. */
export const withoutEnd = ({ from }: Instants): Range =>
  from === undefined ? { kind: 'all' } : { kind: 'between', from };
