import { useRef } from 'react';
import { noFilters } from '../../../contract/filters.ts';
import css from '../../audit/explorer/explorer.module.css';
import { useLeftPlace } from '../../audit/explorer/left-place.ts';
import { StatusLine } from '../../audit/explorer/status-line.tsx';
import { useOpenRow } from '../../audit/explorer/use-open-row.ts';
import { useFacetsOpen } from '../../audit/filters/facet-panel.tsx';
import { ChipItem } from '../../audit/filters/filter-chips.tsx';
import { ValueMenuProvider } from '../../audit/filters/value-menu.tsx';
import { ErrorNote } from '../../audit/looks/error-note.tsx';
import { Notices } from '../../audit/looks/notices.tsx';
import { severityLook } from '../../audit/looks/severity-look.ts';
import { FoundAsOf } from '../../audit/record/found-as-of.tsx';
import { CompleteUntil } from '../../audit/sources/complete-until.tsx';
import { rangeWords } from '../../audit/time/range-words.ts';
import { findingFilterEntries } from '../../api/findings.ts';
import { formatCount } from '../../lib/format.ts';
import { useKeys } from '../../lib/use-keys.ts';
import type { TableHandle } from '../../ui/virtual-grid.tsx';
import { FindingFacets } from './finding-facets.tsx';
import { FindingPanel } from './finding-panel.tsx';
import { FindingsBar } from './findings-bar.tsx';
import { FindingsEmpty } from './findings-empty.tsx';
import { FindingsTable } from './findings-table.tsx';
import { filterLabels, findingRowsKey, isFindingFilter, withFindingChoice } from './findings-url.ts';
import { type FindingsData, useFindingsData } from './use-findings-data.ts';
import { useFindingsView } from './use-findings-view.ts';

/** Everything that deserves a look: a finding a row, and beside them what belongs to one. */
export const FindingsPage = () => {
  const page = useFindingsView();
  const { view, zone } = page;
  const data = useFindingsData(view, zone);
  const facets = useFacetsOpen();
  const table = useRef<TableHandle>(null);
  const left = useLeftPlace(findingRowsKey(view));
  const opened = useOpenRow(view.selected, page.select);
  const filtered = findingFilterEntries(view.findings).length > 0;
  const close = () => {
    table.current?.focusRow();
    opened.close();
  };
  useKeys({
    j: () => table.current?.step(1),
    k: () => table.current?.step(-1),
    ...(opened.id !== undefined && { Escape: close }),
  });
  return (
    <ValueMenuProvider noun="finding" onFilter={page.filterBy}>
      <title>Findings · Authentication Audit</title>
      <div className={css['page']}>
        <h1 className="visually-hidden">Findings</h1>
        <p className={css['period']}>
          {rangeWords(view.range, zone)} ({zone})
        </p>
        <FindingsBar page={page} data={data} filtered={filtered} facets={facets} />
        <StatusLine
          noun="finding"
          filters={noFilters}
          onFilters={page.clear}
          onClear={page.clear}
          shown={data.rows.length}
          total={data.total}
          state={data.state}
          onCancel={data.cancel}
          onLoad={data.retry}
        >
          {filtered ? <FindingChips page={page} data={data} /> : undefined}
        </StatusLine>
        <Notices notices={page.notices} onDismiss={page.dismissNotices} />
        {data.error && (
          <ErrorNote
            what="The findings could not be loaded."
            error={data.error}
            onRetry={data.retry}
            retrying={data.retrying}
          />
        )}
        <div
          className={css['split']}
          data-panel={opened.id !== undefined || undefined}
          data-facets={facets.open || undefined}
        >
          {facets.open && (
            <FindingFacets
              data={data}
              filters={view.findings}
              onChange={page.setFindings}
              onClose={() => facets.show(false)}
            />
          )}
          <div className={css['table']}>
            <div className={css['rows']} aria-busy={data.state === 'first' || data.state === 'stale'}>
              <FindingsTable
                ref={table}
                findings={data.rows}
                total={data.total}
                zone={zone}
                selected={opened.id}
                onWalk={opened.walk}
                place={left.place}
                onOpen={opened.open}
                onNearEnd={data.loadMore}
                state={data.state}
                empty={
                  data.error ? null : (
                    <FindingsEmpty
                      lookedFor={data.counts?.looked_for ?? []}
                      filtered={filtered}
                      range={view.range}
                      instants={data.instants}
                      zone={zone}
                      onClear={page.clear}
                      onRange={page.setRange}
                    />
                  )
                }
              />
            </div>
            <FoundAsOf instant={data.counts?.as_of} zone={zone} atFoot />
            <NotListed count={data.counts?.not_listed ?? 0} />
            <CompleteUntil className={css['complete']} zone={zone} ready={data.counts !== undefined} />
          </div>
          {opened.id !== undefined && (
            <FindingPanel
              id={opened.id}
              row={data.rows.find(({ id }) => id === opened.id)}
              scope={data.scope}
              range={view.range}
              zone={zone}
              zoneEntries={view.tz === undefined ? [] : [['tz', view.tz]]}
              onStep={(by) => table.current?.step(by)}
              onClose={close}
            />
          )}
        </div>
      </div>
    </ValueMenuProvider>
  );
};

/** What is not in the list, whatever is filtered by. */
const NotListed = ({ count }: { readonly count: number }) =>
  count > 0 && (
    <p className={css['complete']}>
      Up to {formatCount(count)} more are not listed: of each kind the newest 5,000 are looked at. A shorter
      range shows them.
    </p>
  );

type ChipsProps = { readonly page: ReturnType<typeof useFindingsView>; readonly data: FindingsData };

/** What findings are chosen by, each removable. */
const FindingChips = ({ page: { view, setFindings }, data: { counts } }: ChipsProps) => (
  <>
    {findingFilterEntries(view.findings).map(([name, value]) => {
      const label = isFindingFilter(name) ? filterLabels[name] : name;
      const kind = counts?.looked_for.find((each) => each.kind === value)?.label;
      const grave = Object.entries(severityLook).find(([severity]) => severity === value)?.[1].word;
      const shown = (name === 'kind' ? kind : name === 'severity' ? grave : undefined) ?? value;
      return (
        <ChipItem
          key={`${name} ${value}`}
          label={label}
          value={shown}
          title={`${label} ${shown}`}
          onRemove={() => {
            if (isFindingFilter(name)) setFindings(withFindingChoice(view.findings, name, value));
          }}
        />
      );
    })}
  </>
);
