import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import type { AttemptSelection } from '../../api/attempts.ts';
import { type ComparedSelection, numbersQuery } from '../../api/overview.ts';
import { formatInstant } from '../../../contract/instant.ts';
import { writeAttemptsUrl } from '../../audit/explorer/attempts-url.ts';
import { useExplorerScope } from '../../audit/explorer/explorer-scope.ts';
import { useAttemptsView } from '../../audit/explorer/use-attempts-view.ts';
import { useLive } from '../../audit/explorer/use-live.ts';
import { useStable } from '../../lib/use-stable.ts';
import { rangeBefore } from '../../audit/time/range-before.ts';
import { useAnswer } from './use-answer.ts';
import { overviewKey, readOverviewUrl } from './overview-url.ts';

const address = { read: readOverviewUrl, write: writeAttemptsUrl };

/** While live, what is new is counted at once, and then not again for so long (milliseconds). */
const pace = 30_000;

/** The overview as its parts need it: what it is about, what is asked of the server, and how to change it. */
export const useOverview = () => {
  const client = useQueryClient();
  const { view, zone, ...change } = useAttemptsView(address);
  const { attempts, range } = view;
  const { renew, scope: shared, ...asked } = useExplorerScope(view, overviewKey);
  const scope: AttemptSelection = useMemo(() => ({ ...shared, attempts }), [shared, attempts]);
  const { instants } = asked;
  const before = useMemo(() => rangeBefore(range, instants, zone), [range, instants, zone]);
  const compared: ComparedSelection = useMemo(
    () =>
      before
        ? { ...scope, before: { from: formatInstant(before.from), to: formatInstant(before.to) } }
        : scope,
    [scope, before],
  );
  const numbers = useQuery(numbersQuery(compared, zone));
  const refresh = () => {
    // what moves with the clock asks anew by itself
    if (!renew()) void client.invalidateQueries({ queryKey: ['overview'] });
  };
  const live = useLive(
    { ...view, ...asked, scope: shared, live: view.live === true },
    change.setLive,
    refresh,
  );
  useNews(live.count > 0 || live.replaced, live.load);
  // what is counted, whenever it is: the same while it is only brought up to date
  const viewKey = `${overviewKey(view)} ${zone}`;
  return {
    view,
    zone,
    change,
    ...asked,
    scope,
    /** The same for what is counted beside the period before. */
    compared,
    /** What a calendar range is compared with is called. */
    beforeName: before?.name,
    live,
    refresh,
    viewKey,
    numbers,
    /** The numbers there are, and whether they are those of another view. */
    counted: useAnswer(numbers.data, viewKey),
    /** Whether the numbers are there: what is counted below must not delay them. */
    ready: numbers.isFetched,
  };
};

/** The overview as its parts need it. */
export type Overview = ReturnType<typeof useOverview>;

/** Load news as it comes, but not all the time. */
const useNews = (news: boolean, load: () => void): void => {
  const last = useRef(Number.NEGATIVE_INFINITY);
  const loadNow = useStable(() => {
    last.current = performance.now();
    load();
  });
  useEffect(() => {
    if (!news) return undefined;
    const timer = setTimeout(loadNow, Math.max(0, last.current + pace - performance.now()));
    return () => clearTimeout(timer);
  }, [news, loadNow]);
};
