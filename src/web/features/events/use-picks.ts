import { useMemo, useRef, useState } from 'react';
import type { AuditEvent, Order } from '../../api/events.ts';
import { useStable } from '../../lib/use-stable.ts';
import { copyText } from '../../lib/copy.ts';
import { valueOf } from '../../lib/marks.ts';
import type { Picking, Picks } from '../../ui/picks.ts';
import { toTsv } from './copies.ts';

type Picked = ReadonlyMap<string, AuditEvent>;
const nothing: Picked = new Map();

const byTime = (a: AuditEvent, b: AuditEvent): number => Number((a.time ?? 0n) - (b.time ?? 0n));

/** In the order in which the table shows them, whichever way they were picked: those of one time as they are listed. */
const asListed = (picked: Picked, events: readonly AuditEvent[], order: Order): AuditEvent[] => {
  const places = new Map(events.map(({ id }, index) => [id, index]));
  const place = ({ id }: AuditEvent) => places.get(id) ?? -1;
  const forward = (a: AuditEvent, b: AuditEvent) => (order === 'asc' ? byTime(a, b) : byTime(b, a));
  return [...picked.values()].toSorted((a, b) => forward(a, b) || place(a) - place(b));
};

/**
 * The events picked to be copied. They are kept themselves, not only their ids: the table may let go of them
 * when it is scrolled far.
 * @param list how the table lists them: another key begins with nothing picked
 */
export const usePicks = (
  events: readonly AuditEvent[],
  { key, order, zone }: { readonly key: string; readonly order: Order; readonly zone: string },
) => {
  const [state, setState] = useState({ key, picked: nothing });
  const anchor = useRef<string>(undefined);
  const picked = state.key === key ? state.picked : nothing;
  const set = (next: Picked) => setState({ key, picked: next });

  const pick = useStable((id: string, how: Picking) => {
    const index = events.findIndex((event) => event.id === id);
    const from = events.findIndex((event) => event.id === anchor.current);
    const event = events[index];
    if (!event) return;
    const next = new Map(picked);
    if (how === 'range' && from >= 0) {
      for (const each of events.slice(Math.min(from, index), Math.max(from, index) + 1))
        next.set(each.id, each);
    } else if (!next.delete(id)) next.set(id, event);
    anchor.current = id;
    set(next);
  });
  const all = () =>
    set(new Map([...picked, ...events.map((event): [string, AuditEvent] => [event.id, event])]));
  const inOrder = useMemo(() => asListed(picked, events, order), [picked, events, order]);
  return {
    picked,
    inOrder,
    all,
    clear: () => set(nothing),
    /** What the table needs of it; copying takes these columns. */
    picks: (columns: readonly string[]): Picks => ({
      has: (id) => picked.has(id),
      onPick: pick,
      onAll: all,
      onCopy: () => {
        if (inOrder.length > 0) void copyText(valueOf(toTsv(inOrder, columns, zone)));
        return inOrder.length > 0;
      },
    }),
  };
};
