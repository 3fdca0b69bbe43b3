import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Micros, microsOfMs } from '../../../contract/instant.ts';
import { askForNew } from '../../api/live.ts';
import type { Scope } from '../../api/scope.ts';
import { useHidden } from '../../lib/use-media.ts';
import type { Instants, Range } from '../time/range.ts';
import { canBeLive, countedAt, withoutEnd } from './live.ts';

/** How often new events are asked for (milliseconds). A hidden tab does not ask until it is seen again. */
const pace = 5_000;

type View = {
  readonly live: boolean;
  readonly range: Range;
  readonly instants: Instants;
  readonly scope: Scope;
  /** When the rows of the view were asked for. */
  readonly asOf: Micros;
};

/**
 * - `off`: not asked for
 * - `ended`: asked for, but the range ends in the past
 * - `on`: asking
 * - `hidden`: on, but nobody sees the tab: it asks again when somebody does
 * - `lost`: asking, but the server does not answer
 */
export type LiveState = 'off' | 'ended' | 'on' | 'hidden' | 'lost';

export type Live = {
  readonly state: LiveState;
  readonly possible: boolean;
  /** Whether it was on and was switched off: what is on screen stands still. */
  readonly paused: boolean;
  /** How many matching events were stored since the rows were asked for. */
  readonly count: number;
  /** How many matching events are dated later than now: the rows have them when their time has come. */
  readonly ahead: number;
  /** The range that shows those too. */
  readonly withAhead: Range;
  /** Whether the server’s store is another than it was: what is on screen may be gone. */
  readonly replaced: boolean;
  readonly set: (live: boolean) => void;
  readonly load: () => void;
};

/** Follows what is stored while a view is looked at, without touching its rows. */
export const useLive = (
  { live, range, instants, scope, asOf }: View,
  onLive: (live: boolean) => void,
  refresh: () => void,
): Live => {
  const client = useQueryClient();
  const [paused, setPaused] = useState(false);
  const hidden = useHidden();
  const possible = canBeLive(instants, range, asOf);
  const on = live && possible;

  const begin = useQuery({
    queryKey: ['live', 'begin', scope, String(asOf)],
    queryFn: ({ signal }) => askForNew(scope, {}, signal),
    staleTime: Infinity,
    enabled: on,
    retry: true,
    retryDelay: pace,
  });
  const since = begin.data?.at;
  const poll = useQuery({
    queryKey: ['live', 'new', scope, since],
    queryFn: ({ signal }) => {
      const { scope: counted, orFrom } = countedAt(scope.filters, range, instants, microsOfMs(Date.now()));
      return askForNew(counted, { since, orFrom }, signal);
    },
    enabled: on && since !== undefined,
    refetchInterval: pace,
    refetchOnWindowFocus: 'always',
    retry: false,
    gcTime: 0,
  });

  const load = () => {
    void client.resetQueries({ queryKey: ['live'] });
    refresh();
  };
  const stateOf = (): LiveState => {
    if (!live) return 'off';
    if (!possible) return 'ended';
    if (hidden) return 'hidden';
    return poll.isError || begin.failureCount > 0 ? 'lost' : 'on';
  };
  const replaced =
    on && since !== undefined && poll.data !== undefined && BigInt(poll.data.at) < BigInt(since);
  return {
    state: stateOf(),
    possible,
    paused: paused && !live,
    count: on ? (poll.data?.count ?? 0) : 0,
    ahead: on ? (poll.data?.ahead ?? 0) : 0,
    withAhead: withoutEnd(instants),
    replaced,
    set: (next) => {
      setPaused(!next);
      onLive(next);
      // what came while it was off belongs to the rows, not to the news
      if (next) load();
    },
    load,
  };
};
