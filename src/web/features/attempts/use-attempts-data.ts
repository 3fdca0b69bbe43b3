import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Attempt } from '../../../contract/attempts.ts';
import { formatInstant } from '../../../contract/instant.ts';
import { attemptHistogramQuery, attemptsQuery } from '../../api/attempts.ts';
import { takeAsOf, useAsOf } from '../../audit/as-of.ts';
import { type Range, resolveRange } from '../../audit/range.ts';
import { usePages } from '../../audit/use-pages.ts';
import { useKept } from '../../lib/use-kept.ts';
import { type AttemptsView, attemptRowsKey } from './attempts-url.ts';

const attemptsOf = ({ attempts }: { readonly attempts: readonly Attempt[] }) => attempts;

/** What the table of attempts shows of the server: rows page by page, counts over time. */
export const useAttemptsData = (view: AttemptsView, zone: string) => {
  const client = useQueryClient();
  const { filters, attempts, range, order } = view;
  const asOf = useAsOf(attemptRowsKey(view));
  const instants = useMemo(() => resolveRange(range, asOf), [range, asOf]);
  const scope = useMemo(
    () => ({
      filters,
      attempts,
      ...(instants.from !== undefined && { from: formatInstant(instants.from) }),
      ...(instants.to !== undefined && { to: formatInstant(instants.to) }),
    }),
    [filters, attempts, instants],
  );
  const rowsQuery = attemptsQuery(scope, order, zone);
  const countsQuery = attemptHistogramQuery(scope, zone);
  const list = useInfiniteQuery(rowsQuery);
  const pages = usePages(list, attemptsOf);
  // the rows are what is waited for: counting begins when they are there
  const counts = useQuery({ ...countsQuery, enabled: !list.isPending });
  const histogram = useKept(counts.data);

  return {
    ...pages,
    instants,
    /** Exact once known: by counting, or because every row is loaded. */
    total: pages.complete ? pages.rows.length : histogram.kept ? undefined : histogram.value?.count,
    histogram: histogram.value,
    histogramStale: histogram.kept,
    histogramError: counts.error,
    retryHistogram: () => void counts.refetch(),
    /** Ask again, up to now. */
    refresh: () => {
      if (takeAsOf(client, attemptRowsKey(view)) !== asOf && range.kind === 'last') return;
      void client.resetQueries({ queryKey: rowsQuery.queryKey });
      void client.resetQueries({ queryKey: countsQuery.queryKey });
    },
    /** A range that is chosen means now, even if it was looked at before. */
    anchor: (chosen: Range) => void takeAsOf(client, attemptRowsKey({ ...view, range: chosen })),
  };
};
