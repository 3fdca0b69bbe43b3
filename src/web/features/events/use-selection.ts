import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type AuditEvent, eventQuery } from '../../api/events.ts';
import { messageOf } from '../../api/api-error.ts';

/**
 * The event whose panel is open. The URL holds it; while keys walk the rows the panel runs ahead of the URL,
 * which follows when the walk pauses, because browsers refuse to change an address many times a second.
 */
export const useSelection = (
  events: readonly AuditEvent[],
  inUrl: string | undefined,
  select: (id: string | undefined) => void,
) => {
  const [ahead, setAhead] = useState<string>();
  const id = ahead ?? inUrl;
  useEffect(() => {
    if (ahead === undefined) return undefined;
    const timer = setTimeout(() => {
      select(ahead);
      setAhead(undefined);
    }, 150);
    return () => clearTimeout(timer);
  }, [ahead, select]);

  const loaded = id === undefined ? undefined : events.find((event) => event.id === id);
  const asked = useQuery({ ...eventQuery(id ?? ''), enabled: id !== undefined && loaded === undefined });
  const absent = asked.isError ? messageOf(asked.error) : 'This event is not stored here, or no longer.';
  return {
    id,
    event: loaded ?? asked.data ?? undefined,
    absent: asked.isPending ? 'Loading…' : absent,
    open: (next: string) => {
      setAhead(undefined);
      select(next);
    },
    /** Follow the keys, when the panel is open. */
    walk: (next: string) => {
      if (id !== undefined) setAhead(next);
    },
    close: () => {
      setAhead(undefined);
      select(undefined);
    },
  };
};
