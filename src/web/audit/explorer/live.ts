import { type Micros, formatInstant } from '../../../contract/instant.ts';
import type { Filters } from '../../../contract/filters.ts';
import type { NewEventsAnswer } from '../../../contract/live.ts';
import type { Scope } from '../../api/scope.ts';
import { scopeWithin } from './explorer-scope.ts';
import { type Instants, type Range, resolveRange } from '../time/range.ts';

/** Whether events that are stored from now on can fall into a range, taken at `asOf`. */
export const canBeLive = ({ to }: Instants, range: Range, asOf: Micros): boolean =>
  to === undefined || (range.kind === 'between' ? to > asOf : to >= asOf);

/** What is counted as new, and where the rows on screen end if that moves with the clock. */
type Counted = { readonly scope: Scope; readonly orFrom?: string };

/**
 * What rows that are asked for at `now` would show: new is only what can be shown. Events whose time lay ahead of the
 * rows on screen, which are of `instants`, are new when it has come.
 */
export const countedAt = (filters: Filters, range: Range, { to }: Instants, now: Micros): Counted => {
  const scope = scopeWithin(filters, resolveRange(range, now));
  return to === undefined || range.kind === 'between' ? { scope } : { scope, orFrom: formatInstant(to) };
};

/** The same range with an end that is open: it shows what is dated later than now, too. */
export const withoutEnd = ({ from }: Instants): Range =>
  from === undefined ? { kind: 'all' } : { kind: 'between', from };

/**
 * - `off`: not asked for
 * - `ended`: asked for, but the range ends in the past
 * - `on`: asking
 * - `hidden`: on, but nobody sees the tab: it asks again when somebody does
 * - `lost`: asking, but the server does not answer
 */
export type LiveState = 'off' | 'ended' | 'on' | 'hidden' | 'lost';

/** What is known while a view is followed. */
export type LiveFacts = {
  /** Whether it is wanted, and whether its range allows it. */
  readonly live: boolean;
  readonly possible: boolean;
  /** Whether nobody sees the tab. */
  readonly hidden: boolean;
  /** Whether somebody switched it off here. */
  readonly switchedOff: boolean;
  /** Where it began; undefined while the server has yet to say. */
  readonly since: string | undefined;
  /** Whether the server did not answer when it was last asked. */
  readonly failing: boolean;
  /** Its last answer to what is new since then. */
  readonly news: NewEventsAnswer | undefined;
};

/** What a view that is followed says of it. */
export type Following = {
  readonly state: LiveState;
  readonly possible: boolean;
  /** Whether it was on and was switched off: what is on screen stands still. */
  readonly paused: boolean;
  /** How many matching events were stored since the rows were asked for. */
  readonly count: number;
  /** How many matching events are dated later than now: the rows have them when their time has come. */
  readonly ahead: number;
  /** Whether the server’s store is another than it was: what is on screen may be gone. */
  readonly replaced: boolean;
};

const stateOf = ({ live, possible, hidden, failing }: LiveFacts): LiveState => {
  if (!live) return 'off';
  if (!possible) return 'ended';
  if (hidden) return 'hidden';
  return failing ? 'lost' : 'on';
};

/** What follows from what is known: nothing is new for a view that is not live. */
export const followed = (facts: LiveFacts): Following => {
  const { live, possible, switchedOff, since, news } = facts;
  const told = live && possible ? news : undefined;
  return {
    state: stateOf(facts),
    possible,
    paused: switchedOff && !live,
    count: told?.count ?? 0,
    ahead: told?.ahead ?? 0,
    replaced: told !== undefined && since !== undefined && BigInt(told.at) < BigInt(since),
  };
};
