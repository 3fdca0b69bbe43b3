import { isUnfiltered } from '../../../contract/filters.ts';
import { labelOf } from '../../../contract/fields.ts';
import { scopeEntries } from '../../api/scope.ts';
import { ColumnChooser } from '../../audit/explorer/column-chooser.tsx';
import { Explorer, NoRows } from '../../audit/explorer/explorer.tsx';
import { ExportButton } from '../../audit/explorer/export-button.tsx';
import { ShareButton } from '../../audit/explorer/share-button.tsx';
import { useColumns } from '../../audit/explorer/use-columns.ts';
import { useExplorer } from '../../audit/explorer/use-explorer.ts';
import { ViewsMenu } from '../../audit/explorer/views-menu.tsx';
import { LazyPart } from '../../audit/charts/lazy-part.tsx';
import { formatCount } from '../../lib/format.ts';
import { laterPart } from '../../lib/later-part.ts';
import { eventColumns } from './event-columns.ts';
import { EventsTable } from './events-table.tsx';
import { type EventsView, writeEventsUrl } from './events-url.ts';
import { Histogram } from './histogram.tsx';
import { defaultSplit } from './split.ts';
import { useEventsData } from './use-events-data.ts';
import { useEventsView } from './use-events-view.ts';
import { usePicks } from './use-picks.ts';
import { useSelection } from './use-selection.ts';

const PickBar = laterPart(async () => (await import('./pick-bar.tsx')).PickBar);
const Panel = laterPart(async () => (await import('./event-panel.tsx')).EventPanel);

const endWords = (rows: number): string =>
  `The table ends after ${formatCount(rows)} events. ` +
  'Filter, choose another time or turn the order round to see others; an export holds them all.';

/** The explorer: results over time above the table of events, and beside it the details of one. */
export const EventsPage = () => {
  const { view, zone, ...change } = useEventsView();
  const data = useEventsData(view, zone);
  const selection = useSelection(data.events, view.selected, change.select);
  const columns = useColumns(eventColumns, view.columns, change.setColumns);
  const picks = usePicks(data.events, { key: data.pages.key, order: view.order, zone });
  const { shown } = columns.layout;

  const close = () => {
    table.current?.focusRow();
    selection.close();
  };
  const explorer = useExplorer({
    noun: 'event',
    view,
    zone,
    change,
    data,
    filtered: !isUnfiltered(view.filters),
    keys: {
      ...(picks.picked.size > 0 && { Escape: picks.clear }),
      ...(selection.id !== undefined && { Escape: close }),
    },
    actions: [
      { label: 'Select all loaded events', keys: 'Ctrl A', run: picks.all },
      ...(columns.changed ? [{ label: 'Reset columns', run: columns.reset }] : []),
    ],
  });
  const { table } = explorer;

  return (
    <Explorer
      explorer={explorer}
      title="Events"
      tools={
        <>
          <ColumnChooser columns={columns} />
          <ViewsMenu />
          <ShareButton
            noun="event"
            view={view}
            write={(shared: EventsView) => writeEventsUrl({ ...shared, columns: shown })}
            holds="filters, columns"
            instants={data.instants}
            asOf={data.asOf}
            zone={zone}
          />
          <ExportButton
            noun="event"
            scope={scopeEntries(data.scope)}
            order={view.order}
            total={data.total}
            columns={shown}
            labels={shown.map(labelOf)}
          />
        </>
      }
      chart={
        <Histogram
          answer={data.counts.histogram}
          instants={data.instants}
          zone={zone}
          stale={data.counts.stale}
          error={data.counts.error}
          onRetry={data.counts.retry}
          onZoom={(zoomed) => change.setRange({ kind: 'between', ...zoomed })}
          split={view.by ?? defaultSplit}
          onSplit={change.setSplit}
          onFilter={change.filterBySeries}
        />
      }
      panel={
        selection.id === undefined ? undefined : (
          <LazyPart>
            <Panel
              event={selection.event}
              absent={selection.absent}
              zone={zone}
              onStep={(by) => table.current?.step(by)}
              onClose={close}
            />
          </LazyPart>
        )
      }
    >
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
        picks={picks.picks(shown)}
        window={data.pages}
        place={data.pages.place}
        state={data.state}
        end={data.pages.cutAfter && endWords(data.pages.cutAfter)}
        empty={<NoRows explorer={explorer} />}
      />
      {picks.picked.size > 0 && (
        <LazyPart>
          <PickBar
            events={picks.inOrder}
            columns={shown}
            zone={zone}
            loaded={data.events.length}
            onAll={picks.all}
            onClear={picks.clear}
          />
        </LazyPart>
      )}
    </Explorer>
  );
};
