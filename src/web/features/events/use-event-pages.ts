import { queryOptions, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { NavigationType, useNavigationType } from 'react-router';
import {
  type AuditEvent,
  type Order,
  type PageStart,
  eventsQuery,
  firstPage,
  pageSize,
} from '../../api/events.ts';
import type { Scope } from '../../api/scope.ts';
import { loadStateOf } from '../../lib/load-state.ts';
import { useKept } from '../../lib/use-kept.ts';
import { useStable } from '../../lib/use-stable.ts';
import { type Window, isCut, mostRows, pageStart, wantedAt } from './paging.ts';

const none: readonly AuditEvent[] = [];

/** Where a table was left: how far it was scrolled, and how far it had been loaded. */
type Left = {
  readonly top: number;
  readonly start: PageStart;
  readonly farthest: PageStart;
  readonly reach: number;
};

const leftQuery = (key: string) =>
  queryOptions({ queryKey: ['left', key], queryFn: (): Left | null => null, staleTime: Infinity });

/** Which part of which list is held. */
type Held = {
  readonly key: string;
  readonly start: PageStart;
  readonly farthest: PageStart;
  readonly reach: number;
};

const rowHeight = 28;
const most = mostRows(CSS.supports('-moz-appearance', 'none'));

/**
 * The rows of a scope as a window that moves over all of them: what is far from what is read is let go, and
 * asked for again, by its own cursor, when somebody goes back to it.
 */
export const useEventPages = (scope: Scope, order: Order) => {
  const client = useQueryClient();
  const isBack = useNavigationType() === NavigationType.Pop;
  const key = JSON.stringify([scope, order]);

  const leftOf = (of: string): Left | null => (isBack && client.getQueryData(leftQuery(of).queryKey)) || null;
  const begin = (): Held => {
    const left = leftOf(key);
    if (!left) return { key, start: firstPage, farthest: firstPage, reach: 0 };
    // the window as it was, when it is still there, else the page that was read
    const isHeld = client.getQueryData(eventsQuery(scope, order, left.start).queryKey) !== undefined;
    const start = isHeld ? left.start : pageStart(left.farthest, Math.floor(left.top / rowHeight / pageSize));
    return { key, start, farthest: left.farthest, reach: left.reach };
  };
  const [state, setHeld] = useState(begin);
  const held = state.key === key ? state : begin();
  if (held !== state) setHeld(held);

  const list = useInfiniteQuery(eventsQuery(scope, order, held.start));
  const { data } = list;
  const loaded = useMemo(() => {
    if (!data) return undefined;
    const events = data.pages.flatMap((page) => page.events);
    // the library types them as unknown
    const starts = data.pageParams as readonly PageStart[];
    return { key, events, offset: (starts[0]?.index ?? 0) * pageSize, last: starts.at(-1) };
  }, [data, key]);
  const shown = useKept(loaded);
  const { events = none, offset = 0 } = shown.value ?? {};

  const end = loaded ? loaded.offset + loaded.events.length : 0;
  const farthest = loaded?.last && loaded.last.index > held.farthest.index ? loaded.last : held.farthest;
  if (held.key === key && (end > held.reach || farthest !== held.farthest))
    setHeld({ ...held, farthest, reach: Math.max(end, held.reach) });

  const last = useRef(held);
  useEffect(() => {
    if (shown.value?.key === held.key) last.current = held;
  });

  // windows that were left are not worth their memory: their pages can be asked for again
  const begins = held.start.index;
  useEffect(() => {
    client.removeQueries({
      queryKey: ['events', scope, order],
      type: 'inactive',
      predicate: ({ queryKey }) => queryKey[3] !== begins,
    });
  }, [client, scope, order, begins]);

  const seek = (index: number) => {
    const start = pageStart(held.farthest, index);
    setHeld({ ...held, start });
    // the window that began there has moved on
    if (start.index === held.start.index)
      void client.resetQueries({ queryKey: eventsQuery(scope, order, start).queryKey });
  };
  const window: Window = { offset, count: events.length, reach: held.reach, most };
  const load: Readonly<Record<'before' | 'after', () => void>> = {
    before: () => void list.fetchPreviousPage(),
    after: () => void list.fetchNextPage(),
  };
  return {
    /** Which list is shown; while a new one is on its way, still the one before. */
    key: shown.value?.key ?? key,
    list,
    events,
    offset,
    reach: Math.max(held.reach, offset + events.length),
    state: loadStateOf(list, shown.kept),
    complete: data !== undefined && !list.hasNextPage,
    /** After how many rows the table ends, though more match. */
    cutAfter: isCut(window, list.hasNextPage) ? most : undefined,
    /** Load what is missing around these rows. */
    onView: useStable((first: number, last: number) => {
      if (shown.kept || list.isFetching || list.isError) return;
      const wanted = wantedAt(window, first, last, { before: list.hasPreviousPage, after: list.hasNextPage });
      if (typeof wanted === 'number') seek(wanted);
      else if (wanted) load[wanted]();
    }),
    onHome: () => {
      if (offset > 0) seek(0);
    },
    place: {
      key: shown.value?.key ?? key,
      top: leftOf(shown.value?.key ?? key)?.top ?? 0,
      onLeave: (of: string, top: number) => {
        const { key: shownKey, ...left } = last.current;
        if (shownKey === of) client.setQueryData(leftQuery(of).queryKey, (): Left => ({ top, ...left }));
      },
    },
    /** Stop asking; the rows of before stay. */
    cancel: () => void client.cancelQueries({ queryKey: eventsQuery(scope, order, held.start).queryKey }),
    retry: () => {
      if (list.isFetchNextPageError) void list.fetchNextPage();
      else if (list.isFetchPreviousPageError) void list.fetchPreviousPage();
      else void list.refetch();
    },
    /** Forget all pages and begin with the first. */
    reset: () => {
      setHeld({ key, start: firstPage, farthest: firstPage, reach: 0 });
      void client.resetQueries({ queryKey: ['events', scope, order] });
    },
  };
};
