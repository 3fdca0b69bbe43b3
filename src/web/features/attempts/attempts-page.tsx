import { useRef } from 'react';
import { Link, useNavigate } from 'react-router';
import { isUnfiltered } from '../../../contract/filters.ts';
import { parseInstant } from '../../../contract/instant.ts';
import { EmptyState } from '../../audit/empty-state.tsx';
import { ErrorNote } from '../../audit/error-note.tsx';
import css from '../../audit/explorer.module.css';
import { Notices } from '../../audit/notices.tsx';
import { OutcomeBars } from '../../audit/outcome-bars.tsx';
import { attemptPath, eventsPath } from '../../audit/paths.ts';
import { writeRange } from '../../audit/range.ts';
import { withOffer } from '../../audit/search-offers.ts';
import { StatusLine } from '../../audit/status-line.tsx';
import { Toolbar } from '../../audit/toolbar.tsx';
import { ValueMenuProvider } from '../../audit/value-menu.tsx';
import { plural } from '../../lib/format.ts';
import { useKeys } from '../../lib/use-keys.ts';
import type { TableHandle } from '../../ui/virtual-grid.tsx';
import { AttemptChips, hasAttemptFilters } from './attempt-chips.tsx';
import { AttemptFilterMenu } from './attempt-filter-menu.tsx';
import { AttemptsTable } from './attempts-table.tsx';
import { withOutcomeFilter } from './attempts-url.ts';
import { useAttemptsData } from './use-attempts-data.ts';
import { useAttemptsView } from './use-attempts-view.ts';

/** The explorer with one row a sign-in attempt: outcomes over time above the table. */
export const AttemptsPage = () => {
  const { view, zone, ...change } = useAttemptsView();
  const data = useAttemptsData(view, zone);
  const navigate = useNavigate();
  const table = useRef<TableHandle>(null);
  const search = useRef<HTMLInputElement>(null);
  useKeys({
    '/': () => search.current?.focus(),
    j: () => table.current?.step(1),
    k: () => table.current?.step(-1),
  });
  const { filters, attempts, range } = view;
  const own = hasAttemptFilters(attempts);
  const unlinked = data.histogram?.unlinked ?? 0;

  return (
    <ValueMenuProvider noun="attempt" onFilter={change.filterBy}>
      <title>Attempts · Authentication Audit</title>
      <div className={css['page']}>
        <h1 className="visually-hidden">Sign-in attempts</h1>
        <Toolbar
          label="Attempts"
          q={filters.q}
          onSearch={(q, replace) => {
            const { q: _before, ...others } = filters;
            change.setFilters(q === undefined ? others : { ...others, q }, replace);
          }}
          onOffer={(offer) => change.setOffered(withOffer(filters, offer), offer.outside)}
          searchRef={search}
          range={range}
          instants={data.instants}
          zone={zone}
          onRange={(chosen) => {
            data.anchor(chosen);
            change.setRange(chosen);
          }}
          order={view.order}
          onOrder={change.setOrder}
          onRefresh={data.refresh}
        >
          <AttemptFilterMenu filters={attempts} onChange={change.setAttempts} />
        </Toolbar>
        <StatusLine
          noun="attempt"
          filters={filters}
          onFilters={change.setFilters}
          onClear={change.clear}
          shown={data.rows.length}
          total={data.total}
          state={data.state}
        >
          {own ? <AttemptChips filters={attempts} onChange={change.setAttempts} /> : undefined}
        </StatusLine>
        <Notices notices={change.notices} onDismiss={change.dismissNotices} />
        {data.error && (
          <ErrorNote
            what="The attempts could not be loaded."
            error={data.error}
            onRetry={data.retry}
            retrying={data.retrying}
          />
        )}
        <div>
          {data.histogramError ? (
            <ErrorNote
              what="The counts could not be loaded."
              error={data.histogramError}
              onRetry={data.retryHistogram}
            />
          ) : (
            <OutcomeBars
              histogram={data.histogram}
              zone={zone}
              stale={data.histogramStale}
              onZoom={(zoomed) => change.setRange({ kind: 'between', ...zoomed })}
              onOutcome={(outcome) => change.setAttempts(withOutcomeFilter(attempts, 'any', outcome))}
            />
          )}
          {unlinked > 0 && !data.histogramStale && (
            <p className={css['aside']}>
              Besides,{' '}
              <Link to={eventsPath({ ...filters, missing: ['request_id'] }, writeRange(range))}>
                {plural(unlinked, 'event')}
              </Link>{' '}
              without a request id: not linked to an attempt.
            </p>
          )}
        </div>
        <div className={css['split']}>
          <AttemptsTable
            ref={table}
            attempts={data.rows}
            total={data.total}
            zone={zone}
            order={view.order}
            onOrder={change.setOrder}
            onOpen={(id) => {
              const start = data.rows.find((each) => each.request_id === id)?.start;
              void navigate(attemptPath(id, start === undefined ? undefined : parseInstant(start)));
            }}
            onNearEnd={data.loadMore}
            state={data.state}
            empty={
              data.error ? null : (
                <EmptyState
                  noun="attempt"
                  filtered={own || !isUnfiltered(filters)}
                  range={range}
                  instants={data.instants}
                  zone={zone}
                  onClear={change.clear}
                  onRange={change.setRange}
                />
              )
            }
          />
        </div>
      </div>
    </ValueMenuProvider>
  );
};
