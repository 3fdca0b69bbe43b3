import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Micros, microsOfMs } from '../../../contract/instant.ts';
import { askForNew } from '../../api/live.ts';
import type { Scope } from '../../api/scope.ts';
import { useHidden } from '../../lib/use-media.ts';
import type { Instants, Range } from '../time/range.ts';
import { type Following, canBeLive, countedAt, followed, withoutEnd } from './live.ts';

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

export type Live = Following & {
  /** The range that shows what is dated later than now, too. */
  readonly withAhead: Range;
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
  const [switchedOff, setSwitchedOff] = useState(false);
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
  return {
    ...followed({
      live,
      possible,
      hidden,
      switchedOff,
      since,
      failing: poll.isError || begin.failureCount > 0,
      news: poll.data,
    }),
    withAhead: withoutEnd(instants),
    set: (next) => {
      setSwitchedOff(!next);
      onLive(next);
      // what came while it was off belongs to the rows, not to the news
      if (next) load();
    },
    load,
  };
};
