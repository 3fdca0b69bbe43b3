import { useEffect } from 'react';
import { Link, useNavigate } from 'react-router';
import type { AttemptHistogramAnswer } from '../../../contract/attempts.ts';
import { type Filters, isUnfiltered } from '../../../contract/filters.ts';
import { parseInstant } from '../../../contract/instant.ts';
import { attemptScopeEntries } from '../../api/attempts.ts';
import { CountsFailed } from '../../audit/charts/counts-failed.tsx';
import { LazyPart } from '../../audit/charts/lazy-part.tsx';
import { ColumnChooser } from '../../audit/explorer/column-chooser.tsx';
import { Explorer, NoRows } from '../../audit/explorer/explorer.tsx';
import { ExportButton } from '../../audit/explorer/export-button.tsx';
import { useLeftPlace } from '../../audit/explorer/left-place.ts';
import { OutcomeBars } from '../../audit/charts/outcome-bars.tsx';
import { attemptPath, eventsPath } from '../../audit/looks/paths.ts';
import { openFrom } from '../../audit/record/attempt-listing.ts';
import { signInWords } from '../../audit/record/how-it-went.ts';
import { type Range, writeRange } from '../../audit/time/range.ts';
import { ShareButton } from '../../audit/explorer/share-button.tsx';
import { useColumns } from '../../audit/explorer/use-columns.ts';
import { useExplorer } from '../../audit/explorer/use-explorer.ts';
import { ViewsMenu } from '../../audit/explorer/views-menu.tsx';
import { plural } from '../../lib/format.ts';
import { laterPart } from '../../lib/later-part.ts';
import { hasAttemptFilters } from '../../../contract/attempt-filters.ts';
import { AttemptChips } from '../../audit/filters/attempt-chips.tsx';
import { AttemptFilterMenu } from '../../audit/filters/attempt-filter-menu.tsx';
import { attemptsTableColumns } from './attempt-columns.ts';
import { type AttemptsTableView, writeAttemptsTableUrl } from './attempts-table-url.ts';
import { AttemptsTable } from './attempts-table.tsx';
import { attemptRowsKey, withOutcomeFilter } from '../../audit/explorer/attempts-url.ts';
import { exportedColumns } from './exported-columns.ts';
import { OutcomeFacet } from './outcome-facet.tsx';
import { useAttemptsData } from './use-attempts-data.ts';
import { useAttemptsTableView } from './use-attempts-table-view.ts';
import { useOpenAttempt } from './use-open-attempt.ts';

const Panel = laterPart(async () => (await import('./attempt-panel.tsx')).AttemptPanel);

/** The explorer with one row a sign-in attempt: outcomes over time above the table. */
export const AttemptsPage = () => {
  const { view, zone, ...change } = useAttemptsTableView();
  const { filters, attempts, range } = view;
  const data = useAttemptsData(view, zone);
  const navigate = useNavigate();
  const left = useLeftPlace(attemptRowsKey(view));
  const columns = useColumns(attemptsTableColumns, view.columns, change.setColumns);
  const { shown } = columns.layout;
  const opened = useOpenAttempt(view.selected, change.select, {
    rows: data.rows,
    isLoaded: data.state !== 'first',
    zone,
    left: left.id,
  });
  const own = hasAttemptFilters(attempts);

  const close = () => {
    table.current?.focusRow();
    opened.close();
  };
  const leaveFor = (id: string) =>
    openFrom({ scope: data.scope, order: view.order, tz: zone, onOpen: left.onOpen }, id);
  const openPage = (id: string) => {
    leaveFor(id);
    const start = data.rows.find((each) => each.request_id === id)?.start;
    void navigate(attemptPath(id, start === undefined ? undefined : parseInstant(start)));
  };
  const explorer = useExplorer({
    noun: 'attempt',
    view,
    zone,
    change,
    data,
    filtered: own || !isUnfiltered(filters),
    keys: opened.id === undefined ? {} : { Escape: close },
    actions: columns.changed ? [{ label: 'Reset columns', run: columns.reset }] : [],
  });
  const { table } = explorer;
  const hasRows = data.shown > 0;
  useEffect(() => {
    // whoever comes back goes on from the row they opened
    if (left.id !== undefined && opened.id !== undefined && hasRows) table.current?.focusRow();
    // oxlint-disable-next-line react/exhaustive-deps -- once, when the rows are there
  }, [hasRows]);

  return (
    <Explorer
      explorer={explorer}
      title="Attempts"
      menu={<AttemptFilterMenu filters={attempts} onChange={change.setAttempts} />}
      chips={own ? <AttemptChips filters={attempts} onChange={change.setAttempts} /> : undefined}
      tools={
        <>
          <ColumnChooser columns={columns} />
          <ViewsMenu />
          <ShareButton
            noun="attempt"
            view={view}
            write={(shared: AttemptsTableView) => writeAttemptsTableUrl({ ...shared, columns: shown })}
            holds="filters, columns"
            instants={data.instants}
            asOf={data.asOf}
            zone={zone}
          />
          <ExportButton
            noun="attempt"
            scope={attemptScopeEntries(data.scope)}
            order={view.order}
            total={data.total}
            columns={exportedColumns(shown)}
            labels={shown.map(attemptsTableColumns.label)}
          />
        </>
      }
      chart={
        <OutcomeBars
          late
          histogram={data.histogram}
          instants={data.instants}
          zone={zone}
          stale={data.histogramStale || Boolean(data.histogramError)}
          failed={Boolean(data.histogramError)}
          onZoom={(zoomed) => change.setRange({ kind: 'between', ...zoomed })}
          onOutcome={(outcome) => change.setAttempts(withOutcomeFilter(attempts, 'any', outcome))}
          aside={
            data.histogram && !own && !data.histogramStale ? (
              <AttemptsAside histogram={data.histogram} filters={filters} range={range} />
            ) : undefined
          }
        >
          <CountsFailed error={data.histogramError} onRetry={data.retryHistogram} />
        </OutcomeBars>
      }
      facet={<OutcomeFacet scope={data.scope} zone={zone} ready={data.ready} onChange={change.setAttempts} />}
      panel={
        opened.id === undefined ? undefined : (
          <LazyPart>
            <Panel
              attempt={opened.attempt}
              absent={opened.absent}
              zone={zone}
              onStep={(by) => table.current?.step(by)}
              onClose={close}
              onOpen={leaveFor}
            />
          </LazyPart>
        )
      }
    >
      <AttemptsTable
        ref={table}
        attempts={data.rows}
        total={data.total}
        zone={zone}
        order={view.order}
        onOrder={change.setOrder}
        columns={columns}
        selected={opened.id}
        onWalk={opened.walk}
        place={left.place}
        onOpen={opened.open}
        onEnterAgain={openPage}
        onNearEnd={data.loadMore}
        state={data.state}
        empty={<NoRows explorer={explorer} />}
      />
    </Explorer>
  );
};

type AsideProps = {
  readonly histogram: AttemptHistogramAnswer;
  readonly filters: Filters;
  readonly range: Range;
};

/** How often those that ended signed in, and what there is besides attempts. */
const AttemptsAside = ({ histogram: { by, count, unlinked }, filters, range }: AsideProps) => (
  <>
    {count > 0 && signInWords(by)}
    {unlinked > 0 && (
      <>
        {count > 0 && ' · '}
        <Link
          to={eventsPath({ ...filters, missing: ['request_id'] }, writeRange(range))}
          title="Events without a request id: they are no attempts"
        >
          {plural(unlinked, 'event')} not linked to an attempt
        </Link>
      </>
    )}
  </>
);
