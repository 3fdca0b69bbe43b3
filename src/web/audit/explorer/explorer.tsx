import type { ReactNode } from 'react';
import { useRowsOnTheWay } from '../../api/events.ts';
import { laterPart } from '../../lib/later-part.ts';
import { PagePart } from '../../ui/page-part.tsx';
import { ErrorNote } from '../looks/error-note.tsx';
import css from './explorer.module.css';
import { CompleteUntil } from '../sources/complete-until.tsx';
import { FacetPanel, FacetsButton } from '../filters/facet-panel.tsx';
import { LiveSwitch, NewEvents, titleMark } from './live-switch.tsx';
import { Notices } from '../looks/notices.tsx';
import { rangeWords } from '../time/range-words.ts';
import { personSought } from './nameless.ts';
import { StatusLine } from './status-line.tsx';
import { Toolbar } from './toolbar.tsx';
import type { ExplorerModel } from './use-explorer.ts';
import { ValueMenuProvider } from '../filters/value-menu.tsx';

const EmptyState = laterPart(async () => (await import('./empty-state.tsx')).EmptyState);
const NamelessNote = laterPart(async () => (await import('./nameless-note.tsx')).NamelessNote);

type Props = {
  readonly explorer: ExplorerModel;
  /** “Events”, as the page is called. */
  readonly title: string;
  /** What only these rows are filtered by: where it is chosen, what is chosen. */
  readonly menu?: ReactNode;
  readonly chips?: ReactNode;
  /** What is done with the view as a whole. */
  readonly tools: ReactNode;
  /** Counts over time. */
  readonly chart: ReactNode;
  /** A facet that only these rows have. */
  readonly facet?: ReactNode;
  /** The table, and what lies over it. */
  readonly children: ReactNode;
  /** The details of one row, beside the table. */
  readonly panel?: ReactNode;
};

/** The frame that every view of the explorer stands in: what is looked for and when, facets, counts, rows. */
export const Explorer = ({ explorer, title, menu, chips, tools, chart, facet, children, panel }: Props) => {
  const { noun, view, zone, change, data, live, facets, table, search } = explorer;
  const { setRange } = change;
  const { anchor } = data;
  const person = personSought(view.filters);
  return (
    <ValueMenuProvider noun={noun} onFilter={change.filterBy}>
      <title>{`${titleMark(live)}${title} · Authentication Audit`}</title>
      <div className={css['page']}>
        <h1 className="visually-hidden">{title}</h1>
        <p className={css['period']}>
          {rangeWords(view.range, zone)} ({zone})
        </p>
        <Toolbar
          label={title}
          q={view.filters.q}
          onSearch={change.setText}
          onOffer={change.takeOffer}
          searchRef={search}
          range={view.range}
          instants={data.instants}
          zone={zone}
          onRange={(range) => {
            anchor(range);
            setRange(range);
          }}
          order={view.order}
          onOrder={change.setOrder}
          onRefresh={data.refresh}
          before={<FacetsButton open={facets.open} onToggle={() => facets.show(!facets.open)} />}
          after={
            <>
              <LiveSwitch live={live} onRange={setRange} />
              {tools}
            </>
          }
        >
          {menu}
        </Toolbar>
        <StatusLine
          noun={noun}
          filters={view.filters}
          onFilters={change.setFilters}
          onClear={change.clear}
          shown={data.shown}
          total={data.total}
          state={data.state}
          offset={data.offset ?? 0}
          onCancel={data.cancel}
          onLoad={data.retry}
        >
          {chips}
        </StatusLine>
        <Notices notices={change.notices} onDismiss={change.dismissNotices} />
        {data.error && (
          <ErrorNote
            what={`The ${noun}s could not be loaded.`}
            error={data.error}
            onRetry={data.retry}
            retrying={data.retrying}
          />
        )}
        {chart}
        <div
          className={css['split']}
          data-panel={panel !== undefined || undefined}
          data-facets={facets.open || undefined}
        >
          {facets.open && (
            <FacetPanel
              scope={data.scope}
              ready={data.ready}
              onFilters={change.changeFilters}
              onClose={() => facets.show(false)}
            >
              {facet}
            </FacetPanel>
          )}
          <div className={css['table']}>
            <Rows>{children}</Rows>
            {person && isFew(data) && (
              <PagePart>
                <NamelessNote
                  person={person}
                  filters={view.filters}
                  range={view.range}
                  instants={data.instants}
                  brief
                />
              </PagePart>
            )}
            <CompleteUntil className={css['complete']} zone={zone} ready={data.ready} />
            <NewEvents
              live={live}
              noun={noun}
              onLoad={() => {
                live.load();
                table.current?.toTop();
              }}
            />
          </div>
          {panel}
        </div>
      </div>
    </ValueMenuProvider>
  );
};

/** So few rows of a person leave the question where the others are. */
const few = 10;

const isFew = ({ total, state }: ExplorerModel['data']): boolean =>
  total !== undefined && total > 0 && total < few && state === 'ready';

/** The table. It is busy from the moment that rows are asked for: the view they belong to may be drawn with them. */
const Rows = ({ children }: { readonly children: ReactNode }) => {
  const busy = useRowsOnTheWay();
  return (
    <div className={css['rows']} aria-busy={busy}>
      {children}
    </div>
  );
};

/** Why there are no rows; nothing where the error says so. */
export const NoRows = ({ explorer: { noun, view, zone, change, data, filtered } }: Pick<Props, 'explorer'>) =>
  data.error ? null : (
    <PagePart>
      <EmptyState
        noun={noun}
        filters={view.filters}
        filtered={filtered}
        range={view.range}
        instants={data.instants}
        zone={zone}
        onClear={change.clear}
        onRange={change.setRange}
      />
    </PagePart>
  );
