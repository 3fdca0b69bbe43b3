/**
 * How the rows of a table are doing: none yet, those of the view before while new ones come (`stale`) or because
 * none came (`failed`) or somebody did not want to wait (`cancelled`), more on their way, or all that was asked for.
 */
export type LoadState = 'first' | 'stale' | 'failed' | 'cancelled' | 'more' | 'ready';

type Loading = {
  readonly data: unknown;
  readonly isError: boolean;
  readonly isFetching: boolean;
  readonly isFetchingNextPage: boolean;
};

/** @param kept whether rows of the view before are on screen */
export const loadStateOf = (list: Loading, kept: boolean): LoadState => {
  if (list.isFetchingNextPage) return 'more';
  if (list.data !== undefined) return 'ready';
  if (list.isError && !list.isFetching) return 'failed';
  if (!list.isFetching) return 'cancelled';
  return kept ? 'stale' : 'first';
};
