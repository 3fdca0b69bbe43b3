import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useReducer, useRef } from 'react';
import { NavigationType, useNavigationType } from 'react-router';
import { type AuditEvent, type Order, type PageStart, eventsQuery, pageSize } from '../../api/events.ts';
import type { Scope } from '../../api/scope.ts';
import { loadStateOf } from '../../lib/load-state.ts';
import { TabMemory } from '../../lib/tab-memory.ts';
import { useKept } from '../../lib/use-kept.ts';
import { useStable } from '../../lib/use-stable.ts';
import { type LeftPages, type PagesStep, fromFirst, heldAfter } from './held-pages.ts';
import { type RowWindow, isCut, mostRows, wantedAt } from './paging.ts';

const none: readonly AuditEvent[] = [];

const places = new TabMemory<LeftPages>();

const most = mostRows(CSS.supports('-moz-appearance', 'none'));

/**
 * The rows of a scope as a window that moves over all of them: what is far from what is read is let go, and
 * asked for again, by its own cursor, when somebody goes back to it.
 */
export const useEventPages = (scope: Scope, order: Order) => {
  const client = useQueryClient();
  const isBack = useNavigationType() === NavigationType.Pop;
  const key = JSON.stringify([scope, order]);

  const leftOf = (of: string): LeftPages | undefined => (isBack ? places.get(of) : undefined);
  const opened = (): PagesStep => {
    const left = leftOf(key);
    const isThere = left && client.getQueryData(eventsQuery(scope, order, left.start).queryKey) !== undefined;
    return { kind: 'opened', key, left, isThere: isThere === true };
  };
  const [state, take] = useReducer(heldAfter, undefined, () => heldAfter(fromFirst(key), opened()));
  const another = state.key === key ? undefined : opened();
  const held = another ? heldAfter(state, another) : state;
  if (another) take(another);

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

  const more: PagesStep | undefined = loaded?.last && {
    kind: 'loaded',
    end: loaded.offset + loaded.events.length,
    last: loaded.last,
  };
  if (more && heldAfter(held, more) !== held) take(more);

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
    const step: PagesStep = { kind: 'sought', index };
    const { start } = heldAfter(held, step);
    take(step);
    // the window that began there has moved on
    if (start.index === held.start.index)
      void client.resetQueries({ queryKey: eventsQuery(scope, order, start).queryKey });
  };
  const window: RowWindow = { offset, count: events.length, reach: held.reach, most };
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
        if (shownKey === of) places.set(of, { top, ...left });
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
      take({ kind: 'restarted' });
      void client.resetQueries({ queryKey: ['events', scope, order] });
    },
  };
};
