import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/api-error.ts';
import { access } from './access.ts';

/** One retry, and only of what may pass by itself: a refusal is a refusal. */
const retry = (failures: number, error: Error): boolean =>
  failures < 1 && error instanceof ApiError && error.transient;

export const createQueryClient = (): QueryClient =>
  new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof ApiError && error.kind === 'unauthorized') access.refuse();
      },
    }),
    defaultOptions: {
      queries: { retry, retryDelay: 500, refetchOnWindowFocus: false, networkMode: 'always' },
    },
  });
