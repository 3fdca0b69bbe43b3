import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { loadStateOf } from '../../lib/load-state.ts';
import { useKept } from '../../lib/use-kept.ts';

/** Rows that come page by page: what there is of them, and how they are doing. @param rowsOf the same at every call */
export const usePages = <Page, Row>(
  list: UseInfiniteQueryResult<InfiniteData<Page>>,
  rowsOf: (page: Page) => readonly Row[],
) => {
  const pages = useKept(list.data);
  const rows = useMemo(() => pages.value?.pages.flatMap(rowsOf) ?? [], [pages.value, rowsOf]);
  return {
    rows,
    state: loadStateOf(list, pages.kept),
    /** Whether these are all. */
    complete: list.data !== undefined && !list.hasNextPage,
    error: list.error,
    retry: () => void (list.isFetchNextPageError ? list.fetchNextPage() : list.refetch()),
    retrying: list.isFetching,
    loadMore: () => {
      if (list.hasNextPage && !list.isFetching && !list.isError) void list.fetchNextPage();
    },
  };
};
