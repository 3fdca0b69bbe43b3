import { ActionIcon, Button, CloseButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import type { Filters } from '../../../contract/filters.ts';
import type { AttemptSelection } from '../../api/attempts.ts';
import { facetsQuery } from '../../api/facets.ts';
import type { Scope } from '../../api/scope.ts';
import { messageOf } from '../../api/api-error.ts';
import { laterPart } from '../../lib/later-part.ts';
import { remember, usePreference } from '../../lib/preference.ts';
import { useKept } from '../../lib/use-kept.ts';
import { useMedia, useNarrow } from '../../lib/use-media.ts';
import { Icon } from '../../ui/icons.tsx';
import { Layer } from '../../ui/layer.tsx';
import { PagePart } from '../../ui/page-part.tsx';
import css from './facet-panel.module.css';
import { facets } from './facet-values.ts';

const FacetDrawer = laterPart(async () => (await import('./facet-drawer.tsx')).FacetDrawer);

const openKey = 'authentication-audit.facets';

/**
 * Whether the facets are open, beside the table: as chosen, else where there is room for them. In a drawer they are
 * open only while somebody looks.
 */
export const useFacetsOpen = () => {
  const chosen = usePreference(openKey);
  const roomy = useMedia('(min-width: 1200px)');
  const narrow = useNarrow();
  const [drawer, setDrawer] = useState(false);
  return {
    open: narrow ? drawer : chosen === undefined ? roomy : chosen === 'open',
    show: (open: boolean) => (narrow ? setDrawer(open) : remember(openKey, open ? 'open' : 'closed')),
  };
};

type ButtonProps = { readonly open: boolean; readonly onToggle: () => void };

/** Opens and closes the facets. */
export const FacetsButton = ({ open, onToggle }: ButtonProps) => (
  <ActionIcon
    variant={open ? 'light' : 'default'}
    size={30}
    aria-label="Filters by value"
    aria-expanded={open}
    title={open ? 'Hide the filters by value' : 'Show the filters by value'}
    onClick={onToggle}
  >
    <Icon name="filter" />
  </ActionIcon>
);

type Props = {
  readonly scope: Scope | AttemptSelection;
  /** Whether the rows are there: what is counted beside them must not delay them. */
  readonly ready: boolean;
  readonly onFilters: (change: (filters: Filters) => Filters) => void;
  readonly onClose: () => void;
  /** A facet that stands before the others. */
  readonly children?: ReactNode;
};

/** What stands beside the table to filter by; in a drawer where it is narrow. */
export const FacetAside = ({ onClose, children }: Pick<Props, 'onClose' | 'children'>) => {
  const narrow = useNarrow();
  const body = (
    <>
      <div className={css['head']}>
        <h2>Filters</h2>
        <CloseButton size="sm" aria-label="Hide the filters" title="Hide" onClick={onClose} />
      </div>
      {children}
    </>
  );
  if (!narrow) {
    return (
      <aside className={css['panel']} aria-label="Filters by value">
        {body}
      </aside>
    );
  }
  return (
    <Layer onClose={onClose}>
      <FacetDrawer onClose={onClose}>{body}</FacetDrawer>
    </Layer>
  );
};

/** The most frequent values of the properties people filter by, with counts. */
export const FacetPanel = (props: Props) => (
  <FacetAside onClose={props.onClose}>
    <FacetList {...props} />
  </FacetAside>
);

const properties = facets.map(({ property }) => property);

const FacetList = ({ scope, ready, onFilters, children }: Omit<Props, 'onClose'>) => {
  const asked = useQuery({ ...facetsQuery(scope, { properties, limit: 10 }), enabled: ready });
  const answer = useKept(asked.data);
  useEffect(() => {
    // with the counts themselves, and so after the rows
    if (ready) void FacetLists.fetch();
  }, [ready]);
  const waiting = !answer.value && !asked.isError;
  return (
    <>
      {asked.isError && (
        <div role="alert" className={css['failed']}>
          The counts could not be loaded. {messageOf(asked.error)}{' '}
          <Button size="compact-xs" variant="default" onClick={() => void asked.refetch()}>
            Retry
          </Button>
        </div>
      )}
      <div data-stale={answer.kept || undefined} aria-busy={asked.isFetching} className={css['facets']}>
        {waiting ? (
          <FacetSkeleton />
        ) : (
          <PagePart className={css['failed']}>
            <FacetLists answer={answer.value} scope={scope} onFilters={onFilters}>
              {children}
            </FacetLists>
          </PagePart>
        )}
      </div>
    </>
  );
};

/** Until there are counts: lists that grew one after the other would push each other about. */
const FacetSkeleton = () => (
  <div aria-hidden="true" className={css['skeleton']}>
    {Array.from({ length: 12 }, (_, index) => (
      <span key={index} style={{ width: `${40 + ((index * 13) % 45)}%` }} />
    ))}
  </div>
);

const FacetLists = laterPart(async () => (await import('./facet-lists.tsx')).FacetLists, {
  waiting: <FacetSkeleton />,
});
