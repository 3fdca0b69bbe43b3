import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import type { FindingListAnswer } from '../../../contract/finding-list.ts';
import { findingListQuery } from '../../api/findings.ts';
import { useExplorerScope } from '../../audit/explorer/explorer-scope.ts';
import { usePages } from '../../audit/explorer/use-pages.ts';
import { useKept } from '../../lib/use-kept.ts';
import { type FindingsView, findingRowsKey } from './findings-url.ts';

const findingsOf = ({ auth_findings: findings }: FindingListAnswer) => findings;

/** What the list shows of the server: findings page by page, and how many there are by kind and severity. */
export const useFindingsData = (view: FindingsView, zone: string) => {
  const client = useQueryClient();
  const { renew, scope: shared, ...asked } = useExplorerScope(view, findingRowsKey);
  const { filters: _none, ...scope } = shared;
  const query = findingListQuery(scope, view.findings, view.first, zone);
  const list = useInfiniteQuery(query);
  const pages = usePages(list, findingsOf);
  const answer = useKept(list.data?.pages[0]);
  return {
    ...pages,
    ...asked,
    scope,
    /** The first page: what is counted is the same on all of them. */
    counts: answer.value,
    countsStale: answer.kept,
    total: answer.kept ? undefined : answer.value?.total,
    /** Stop waiting, here and on the server. */
    cancel: () => void client.cancelQueries({ queryKey: query.queryKey }),
    /** Ask again, up to now. */
    refresh: () => {
      if (!renew()) void client.resetQueries({ queryKey: query.queryKey });
    },
  };
};

export type FindingsData = ReturnType<typeof useFindingsData>;
