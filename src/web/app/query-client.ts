import { QueryCache, QueryClient, notifyManager } from '@tanstack/react-query';
import { ApiError } from '../api/api-error.ts';
import { refuseZone } from '../audit/time/refused-zones.ts';
import { access } from './access.ts';

/** One retry, and only of what may pass by itself: a refusal is a refusal. */
const retry = (failures: number, error: Error): boolean =>
  failures < 1 && error instanceof ApiError && error.transient;

// an answer is drawn in the task that brings it, not in one that waits behind others
notifyManager.setScheduler(queueMicrotask);

export const createQueryClient = (): QueryClient =>
  new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (!(error instanceof ApiError)) return;
        if (error.kind === 'unauthorized') access.refuse();
        if (error.refusedZone !== undefined) refuseZone(error.refusedZone);
      },
    }),
    defaultOptions: {
      queries: { retry, retryDelay: 500, refetchOnWindowFocus: false, networkMode: 'always' },
    },
  });
