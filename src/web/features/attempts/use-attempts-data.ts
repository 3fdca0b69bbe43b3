import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Attempt } from '../../../contract/attempts.ts';
import { attemptHistogramQuery, attemptsQuery } from '../../api/attempts.ts';
import { useExplorerScope } from '../../audit/explorer/explorer-scope.ts';
import { usePages } from '../../audit/explorer/use-pages.ts';
import { useKept } from '../../lib/use-kept.ts';
import { usePainted } from '../../lib/use-painted.ts';
import { type AttemptsView, attemptRowsKey } from '../../audit/explorer/attempts-url.ts';

const attemptsOf = ({ attempts }: { readonly attempts: readonly Attempt[] }) => attempts;

/** What the table of attempts shows of the server: rows page by page, counts over time. */
export const useAttemptsData = (view: AttemptsView, zone: string) => {
  const client = useQueryClient();
  const { attempts, order } = view;
  const { renew, scope: shared, ...asked } = useExplorerScope(view, attemptRowsKey);
  const scope = useMemo(() => ({ ...shared, attempts }), [shared, attempts]);
  const rowsQuery = attemptsQuery(scope, order, zone);
  const countsQuery = attemptHistogramQuery(scope, zone);
  const list = useInfiniteQuery(rowsQuery);
  const pages = usePages(list, attemptsOf);
  // the rows are what is waited for: counting begins when they are on screen
  const ready = usePainted(list.isPending ? undefined : JSON.stringify([scope, order, zone])) !== undefined;
  const counts = useQuery({ ...countsQuery, enabled: ready });
  const histogram = useKept(counts.data);
  const queries = [rowsQuery, countsQuery];

  return {
    ...pages,
    ...asked,
    scope,
    ready,
    shown: pages.rows.length,
    /** Exact once known: by counting, or because every row is loaded. */
    total: pages.complete ? pages.rows.length : histogram.kept ? undefined : histogram.value?.count,
    histogram: histogram.value,
    histogramStale: histogram.kept,
    histogramError: counts.error,
    retryHistogram: () => void counts.refetch(),
    /** Stop waiting, here and on the server. */
    cancel: () => {
      for (const { queryKey } of queries) void client.cancelQueries({ queryKey });
    },
    /** Ask again, up to now. */
    refresh: () => {
      if (renew()) return;
      for (const { queryKey } of queries) void client.resetQueries({ queryKey });
    },
  };
};
