import { useRef } from 'react';
import { isUnfiltered, noFilters } from '../../../contract/filters.ts';
import { ErrorNote } from '../../audit/error-note.tsx';
import { ValueMenuProvider } from '../../audit/value-menu.tsx';
import { useKeys } from '../../lib/use-keys.ts';
import { EmptyState } from '../../audit/empty-state.tsx';
import { FacetPanel, FacetsButton, useFacetsOpen } from '../../audit/facet-panel.tsx';
import { ColumnChooser } from './column-chooser.tsx';
import { withOffer } from '../../audit/search-offers.ts';
import { ViewsMenu } from '../../audit/views-menu.tsx';
import { useEventsActions } from './use-events-actions.ts';
import { ExportButton } from './export-button.tsx';
import { LiveSwitch, NewEvents } from './live-switch.tsx';
import { ShareButton } from './share-button.tsx';
import { useLive } from './use-live.ts';
import { formatCount } from '../../lib/format.ts';
import { EventPanel } from './event-panel.tsx';
import css from '../../audit/explorer.module.css';
import type { TableHandle } from '../../ui/virtual-grid.tsx';
import { EventsTable } from './events-table.tsx';
import { PickBar } from './pick-bar.tsx';
import { useColumns } from './use-columns.ts';
import { usePicks } from './use-picks.ts';
import { Histogram } from './histogram.tsx';
import { defaultSplit } from './split.ts';
import { Notices } from '../../audit/notices.tsx';
import { StatusLine } from '../../audit/status-line.tsx';
import { Toolbar } from '../../audit/toolbar.tsx';
import { useEventsData } from './use-events-data.ts';
import { useEventsView } from './use-events-view.ts';
import { useSelection } from './use-selection.ts';

/** The explorer: results over time above the table of events, and beside it the details of one. */
export const EventsPage = () => {
  const { view, zone, ...change } = useEventsView();
  const data = useEventsData(view, zone);
  const selection = useSelection(data.events, view.selected, change.select);
  const columns = useColumns(view.columns, change.setColumns);
  const picks = usePicks(data.events, data.pages.key);
  const live = useLive({ ...view, ...data, live: view.live === true }, change.setLive, data.refresh);
  const { open: facetsOpen, show: showFacets } = useFacetsOpen();
  const table = useRef<TableHandle>(null);
  const search = useRef<HTMLInputElement>(null);

  const close = () => {
    table.current?.focusRow();
    selection.close();
  };
  useKeys({
    '/': () => search.current?.focus(),
    j: () => table.current?.step(1),
    k: () => table.current?.step(-1),
    ...(picks.picked.size > 0 && { Escape: picks.clear }),
    ...(selection.id !== undefined && { Escape: close }),
  });

  useEventsActions({
    ...change,
    filters: view.filters,
    order: view.order,
    refresh: data.refresh,
    search: () => search.current?.focus(),
    columns,
    facetsOpen,
    showFacets,
    selectAll: picks.all,
  });

  const { instants } = data;
  const empty = data.listError ? null : (
    <EmptyState
      noun="event"
      filtered={!isUnfiltered(view.filters)}
      range={view.range}
      instants={instants}
      zone={zone}
      onClear={() => change.setFilters(noFilters)}
      onRange={change.setRange}
    />
  );
  return (
    <ValueMenuProvider onFilter={change.filterBy}>
      <title>{`${live.count > 0 ? `(${formatCount(live.count)}) ` : ''}Events · Authentication Audit`}</title>
      <div className={css['page']}>
        <h1 className="visually-hidden">Events</h1>
        <Toolbar
          label="Events"
          q={view.filters.q}
          onSearch={(q, replace) => {
            const { q: _before, ...filters } = view.filters;
            change.setFilters(q === undefined ? filters : { ...filters, q }, replace);
          }}
          onOffer={(offer) =>
            (offer.outside ? change.setFiltersOfAllTime : change.setFilters)(withOffer(view.filters, offer))
          }
          searchRef={search}
          range={view.range}
          instants={instants}
          zone={zone}
          onRange={(range) => {
            data.anchor(range);
            change.setRange(range);
          }}
          order={view.order}
          onOrder={change.setOrder}
          onRefresh={data.refresh}
          before={<FacetsButton open={facetsOpen} onToggle={() => showFacets(!facetsOpen)} />}
          after={
            <>
              <LiveSwitch live={live} />
              <ColumnChooser columns={columns} />
              <ViewsMenu />
              <ShareButton
                view={view}
                instants={instants}
                asOf={data.asOf}
                zone={zone}
                columns={columns.layout.shown}
              />
              <ExportButton
                scope={data.scope}
                order={view.order}
                total={data.total}
                columns={columns.layout.shown}
              />
            </>
          }
        />
        <StatusLine
          noun="event"
          filters={view.filters}
          onFilters={change.setFilters}
          onClear={() => change.setFilters(noFilters)}
          shown={data.events.length}
          total={data.total}
          state={data.state}
          offset={data.pages.offset}
          onCancel={data.cancel}
          onLoad={data.retryList}
        />
        <Notices notices={change.notices} onDismiss={change.dismissNotices} />
        {data.listError && (
          <ErrorNote
            what="The events could not be loaded."
            error={data.listError}
            onRetry={data.retryList}
            retrying={data.retrying}
          />
        )}
        <Histogram
          answer={data.counts.histogram}
          instants={instants}
          zone={zone}
          stale={data.counts.stale}
          failed={data.counts.error !== null}
          onRetry={data.counts.retry}
          onZoom={(zoomed) => change.setRange({ kind: 'between', ...zoomed })}
          split={view.by ?? defaultSplit}
          onSplit={change.setSplit}
          onFilter={change.filterBySeries}
        />
        <div
          className={css['split']}
          data-panel={selection.id !== undefined || undefined}
          data-facets={facetsOpen || undefined}
        >
          {facetsOpen && (
            <FacetPanel
              scope={data.scope}
              ready={data.ready}
              onFilters={change.setFilters}
              onClose={() => showFacets(false)}
            />
          )}
          <div className={css['table']}>
            <EventsTable
              ref={table}
              events={data.events}
              total={data.total}
              zone={zone}
              order={view.order}
              onOrder={change.setOrder}
              columns={columns}
              selected={selection.id}
              onOpen={selection.open}
              onWalk={selection.walk}
              picks={picks.picks(columns.layout.shown)}
              window={data.pages}
              place={data.pages.place}
              state={data.state}
              empty={empty}
            />
            <NewEvents
              live={live}
              onLoad={() => {
                live.load();
                table.current?.toTop();
              }}
            />
            {picks.picked.size > 0 && (
              <PickBar
                events={picks.inOrder}
                columns={columns.layout.shown}
                loaded={data.events.length}
                onAll={picks.all}
                onClear={picks.clear}
              />
            )}
          </div>
          {selection.id !== undefined && (
            <EventPanel
              event={selection.event}
              absent={selection.absent}
              zone={zone}
              onStep={(by) => table.current?.step(by)}
              onClose={close}
            />
          )}
        </div>
      </div>
    </ValueMenuProvider>
  );
};
