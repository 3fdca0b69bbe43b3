import { Button } from '@mantine/core';
import { useRef } from 'react';
import { isUnfiltered } from '../../../contract/filters.ts';
import { hasAttemptFilters } from '../../../contract/attempt-filters.ts';
import { AttemptChips } from '../../audit/filters/attempt-chips.tsx';
import { AttemptFilterMenu } from '../../audit/filters/attempt-filter-menu.tsx';
import { writeAttemptsUrl } from '../../audit/explorer/attempts-url.ts';
import { FilterChips } from '../../audit/filters/filter-chips.tsx';
import { LiveSwitch } from '../../audit/explorer/live-switch.tsx';
import { Notices } from '../../audit/looks/notices.tsx';
import { usePageActions } from '../../lib/page-actions.ts';
import { presets, spanWords } from '../../audit/time/range.ts';
import { ShareButton } from '../../audit/explorer/share-button.tsx';
import { Toolbar } from '../../audit/explorer/toolbar.tsx';
import { ViewsMenu } from '../../audit/explorer/views-menu.tsx';
import { useKeys } from '../../lib/use-keys.ts';
import css from './overview-page.module.css';
import type { Overview } from './use-overview.ts';

/** What the overview is about and when, and what is done with it as a whole. */
export const OverviewBar = ({ overview }: { readonly overview: Overview }) => {
  const { view, zone, change, instants, asOf, anchor, live, refresh } = overview;
  const search = useRef<HTMLInputElement>(null);
  const toSearch = () => search.current?.focus();
  useKeys({ '/': toSearch });
  usePageActions(() => [
    { label: 'Search', keys: '/', run: toSearch },
    { label: 'Refresh', run: refresh },
    ...presets.map((span) => ({
      label: `Show the ${spanWords(span)}`,
      run: () => change.setRange({ kind: 'last', span }),
    })),
    { label: 'Show all time', run: () => change.setRange({ kind: 'all' }) },
  ]);
  const own = hasAttemptFilters(view.attempts);
  return (
    <div>
      <div className={css['screen']}>
        <Toolbar
          label="Overview"
          q={view.filters.q}
          onSearch={change.setText}
          onOffer={change.takeOffer}
          searchRef={search}
          range={view.range}
          instants={instants}
          zone={zone}
          onRange={(range) => {
            anchor(range);
            change.setRange(range);
          }}
          onRefresh={refresh}
          after={
            <>
              <LiveSwitch live={live} onRange={change.setRange} />
              <ViewsMenu />
              <ShareButton
                noun="attempt"
                view={view}
                write={writeAttemptsUrl}
                holds="filters"
                instants={instants}
                asOf={asOf}
                zone={zone}
              />
            </>
          }
        >
          <AttemptFilterMenu filters={view.attempts} onChange={change.setAttempts} />
        </Toolbar>
      </div>
      {(own || !isUnfiltered(view.filters)) && (
        <div className={css['chips']}>
          <FilterChips filters={view.filters} onChange={change.setFilters}>
            {own ? <AttemptChips filters={view.attempts} onChange={change.setAttempts} /> : undefined}
          </FilterChips>
          <Button size="compact-xs" variant="subtle" onClick={change.clear}>
            Clear all
          </Button>
        </div>
      )}
      <Notices notices={change.notices} onDismiss={change.dismissNotices} />
    </div>
  );
};
