import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { noFilters, withValue } from '../../../contract/filters.ts';
import { type Micros, formatInstant, micros, microsPerHour } from '../../../contract/instant.ts';
import { allEventsQuery } from '../../api/events.ts';

/**
 * All events of an attempt, oldest first. With an instant of it, the hour on either side is asked for first, which
 * storage finds at once; the whole is asked for all the same, because an attempt can last hours.
 */
export const useAttempt = (requestId: string, at: Micros | undefined) => {
  const filters = useMemo(() => withValue(noFilters, 'any', 'request_id', requestId), [requestId]);
  const around =
    at === undefined
      ? {}
      : { from: formatInstant(micros(at - microsPerHour)), to: formatInstant(micros(at + microsPerHour)) };
  const near = useQuery({ ...allEventsQuery({ filters, ...around }), enabled: at !== undefined });
  const whole = useQuery({ ...allEventsQuery({ filters }), enabled: at === undefined || !near.isPending });
  const found = near.data !== undefined && near.data.length > 0 ? near.data : undefined;
  return {
    events: whole.data ?? found,
    /** Whether there may be more events than are shown. */
    partial: whole.data === undefined,
    error: whole.error,
    fetching: whole.isFetching,
    reload: () => void whole.refetch(),
  };
};
