import { useQuery } from '@tanstack/react-query';
import { type AuditEvent, eventQuery } from '../../api/events.ts';
import { messageOf } from '../../api/api-error.ts';
import { useOpenRow } from '../../audit/explorer/use-open-row.ts';

/** The event whose panel is open: one of those loaded, else it is asked for. */
export const useSelection = (
  events: readonly AuditEvent[],
  inUrl: string | undefined,
  select: (id: string | undefined) => void,
) => {
  const row = useOpenRow(inUrl, select);
  const { id } = row;
  const loaded = id === undefined ? undefined : events.find((event) => event.id === id);
  const asked = useQuery({ ...eventQuery(id ?? ''), enabled: id !== undefined && loaded === undefined });
  const absent = asked.isError ? messageOf(asked.error) : 'This event is not stored here, or no longer.';
  return {
    ...row,
    event: loaded ?? asked.data ?? undefined,
    absent: asked.isPending ? 'Loading…' : absent,
  };
};
