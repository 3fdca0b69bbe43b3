import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { histogramQuery } from '../../api/histogram.ts';
import type { Scope } from '../../api/scope.ts';
import { useKept } from '../../lib/use-kept.ts';
import type { Split } from './split.ts';

/** What is counted over time: the answer, or the one before while a new one comes, and how many there are in all. */
export const useCounts = (scope: Scope, zone: string, split: Split, enabled: boolean) => {
  const client = useQueryClient();
  const query = histogramQuery(scope, zone, split);
  const asked = useQuery({ ...query, enabled });
  const histogram = useKept(asked.data);
  const counted = useMemo(
    () => asked.data && { scope, total: asked.data.buckets.reduce((sum, { count }) => sum + count, 0) },
    [asked.data, scope],
  );
  const known = useKept(counted).value;
  return {
    histogram: histogram.value,
    stale: histogram.kept,
    error: asked.error,
    /** How many are in the scope, however they are counted apart; undefined while that is not known. */
    total: known?.scope === scope ? known.total : undefined,
    retry: () => void asked.refetch(),
    cancel: () => void client.cancelQueries({ queryKey: query.queryKey }),
    reset: () => void client.resetQueries({ queryKey: query.queryKey }),
  };
};
