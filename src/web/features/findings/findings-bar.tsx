import { ActionIcon, Button } from '@mantine/core';
import { FacetsButton } from '../../audit/filters/facet-panel.tsx';
import css from '../../audit/explorer/explorer.module.css';
import { ShareButton } from '../../audit/explorer/share-button.tsx';
import { ViewsMenu } from '../../audit/explorer/views-menu.tsx';
import { RangeControl } from '../../audit/time/range-control.tsx';
import { presets, spanWords } from '../../audit/time/range.ts';
import { usePageActions } from '../../lib/page-actions.ts';
import { Icon } from '../../ui/icons.tsx';
import { writeFindingsUrl } from './findings-url.ts';
import type { FindingsData } from './use-findings-data.ts';
import type { useFindingsView } from './use-findings-view.ts';

type Props = {
  readonly page: ReturnType<typeof useFindingsView>;
  readonly data: FindingsData;
  readonly filtered: boolean;
  readonly facets: { readonly open: boolean; readonly show: (open: boolean) => void };
};

/** When is looked at, in which order, and what is done with the view as a whole. */
export const FindingsBar = ({ page, data, filtered, facets }: Props) => {
  const { view, zone, setRange, setFirst, clear } = page;
  const [next, words] =
    view.first === 'gravest'
      ? (['newest', 'Gravest first'] as const)
      : (['gravest', 'Newest first'] as const);
  const facetWords = facets.open ? 'Hide the filters by value' : 'Show the filters by value';
  usePageActions(() => [
    ...(filtered ? [{ label: 'Clear all filters', run: clear }] : []),
    { label: facetWords, run: () => facets.show(!facets.open) },
    { label: next === 'newest' ? 'Newest first' : 'Gravest first', run: () => setFirst(next) },
    { label: 'Refresh', run: data.refresh },
    ...presets.map((span) => ({
      label: `Show the ${spanWords(span)}`,
      run: () => setRange({ kind: 'last', span }),
    })),
    { label: 'Show all time', run: () => setRange({ kind: 'all' }) },
  ]);
  return (
    <div className={css['toolbar']} role="group" aria-label="View">
      <FacetsButton open={facets.open} onToggle={() => facets.show(!facets.open)} />
      <RangeControl
        range={view.range}
        instants={data.instants}
        zone={zone}
        onChange={(range) => {
          data.anchor(range);
          setRange(range);
        }}
      />
      <Button
        size="xs"
        h={30}
        variant="default"
        aria-label={`Order: ${words}`}
        title={`${words}. Show the ${next} first`}
        leftSection={<Icon name="down" />}
        onClick={() => setFirst(next)}
      >
        {words}
      </Button>
      <ActionIcon
        variant="default"
        size={30}
        aria-label="Refresh"
        title="Refresh: ask again, up to now"
        onClick={data.refresh}
      >
        <Icon name="refresh" />
      </ActionIcon>
      <div className={css['after']}>
        <ViewsMenu />
        <ShareButton
          noun="finding"
          view={view}
          write={writeFindingsUrl}
          holds="filters"
          instants={data.instants}
          asOf={data.asOf}
          zone={zone}
        />
      </div>
    </div>
  );
};
