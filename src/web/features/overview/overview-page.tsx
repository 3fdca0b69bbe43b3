import { useRef } from 'react';
import { EmptyState } from '../../audit/explorer/empty-state.tsx';
import { ErrorNote } from '../../audit/looks/error-note.tsx';
import { hasAttemptFilters } from '../../../contract/attempt-filters.ts';
import { isUnfiltered } from '../../../contract/filters.ts';
import { useHeldFocus } from '../../lib/use-held-focus.ts';
import { Charts } from './charts.tsx';
import { Definitions } from './definitions.tsx';
import { CourseCharts } from './course-charts.tsx';
import { NumberTiles, NumbersSkeleton } from './numbers.tsx';
import { OverviewBar } from './overview-bar.tsx';
import css from './overview-page.module.css';
import { PeriodLine } from './period.tsx';
import { useOverview } from './use-overview.ts';
import { WorstBlocks } from './worst-blocks.tsx';

/** The page an admin opens in the morning: is anything wrong, since when, for whom. */
export const OverviewPage = () => {
  const overview = useOverview();
  const parts = useRef<HTMLDivElement>(null);
  useHeldFocus(parts);
  const { view, zone, change, numbers, counted } = overview;
  const { answer } = counted;
  const nothing = answer?.numbers.attempts.now === 0;
  return (
    <div className={css['page']}>
      <title>Overview · Authentication Audit</title>
      <h1 className="visually-hidden">Overview</h1>
      <OverviewBar overview={overview} />
      <div ref={parts} className={css['parts']}>
        <PeriodLine answer={answer} overview={overview} />
        {numbers.error && (
          <ErrorNote
            what="The numbers could not be loaded."
            error={numbers.error}
            onRetry={() => void numbers.refetch()}
            retrying={numbers.isFetching}
          />
        )}
        <div data-stale={counted.stale || undefined}>
          {answer ? <NumberTiles answer={answer} view={view} /> : !numbers.error && <NumbersSkeleton />}
        </div>
        <Definitions />
        {nothing ? (
          <EmptyState
            noun="attempt"
            filters={view.filters}
            filtered={hasAttemptFilters(view.attempts) || !isUnfiltered(view.filters)}
            range={view.range}
            instants={overview.instants}
            zone={zone}
            onClear={change.clear}
            onRange={change.setRange}
          />
        ) : (
          <>
            <Charts overview={overview} />
            <CourseCharts overview={overview} />
            <WorstBlocks overview={overview} />
          </>
        )}
      </div>
    </div>
  );
};
