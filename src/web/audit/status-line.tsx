import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { type Filters, isUnfiltered } from '../../contract/filters.ts';
import { formatCount, plural } from '../lib/format.ts';
import type { LoadState } from '../lib/load-state.ts';
import css from './explorer.module.css';
import { FilterChips } from './filter-chips.tsx';

type Props = {
  /** What the rows are: “event”. */
  readonly noun: string;
  /** Chips of filters that only this table has. */
  readonly children?: ReactNode;
  readonly filters: Filters;
  readonly onFilters: (filters: Filters) => void;
  readonly onClear: () => void;
  readonly shown: number;
  readonly total: number | undefined;
  readonly state: LoadState;
};

/** What is filtered, and how much of what there is, is shown. */
export const StatusLine = ({ noun, children, filters, onFilters, onClear, shown, total, state }: Props) => (
  <div className={css['status']}>
    {isUnfiltered(filters) && children === undefined ? (
      <span>No filters. Click a value in the table to add one.</span>
    ) : (
      <>
        <FilterChips filters={filters} onChange={onFilters}>
          {children}
        </FilterChips>
        <Button size="compact-xs" variant="subtle" flex="none" onClick={onClear}>
          Clear all
        </Button>
      </>
    )}
    <span className={css['shown']}>
      <Shown shown={shown} total={total} state={state} />
    </span>
    <span role="status" aria-label="Result count" className="visually-hidden">
      {total === undefined || state === 'stale' || state === 'failed' ? '' : `${plural(total, noun)} found`}
    </span>
  </div>
);

/** How many of how many; nothing is counted that does not belong to what is asked for. */
const Shown = ({ shown, total, state }: Pick<Props, 'shown' | 'total' | 'state'>) => {
  if (state === 'first' || state === 'stale') return 'Loading…';
  if (state === 'failed') return shown === 0 ? null : 'The rows of the view before';
  return (
    <>
      Showing <strong>{formatCount(shown)}</strong>
      {total !== undefined && (
        <>
          {' '}
          of <strong>{formatCount(total)}</strong>
        </>
      )}
    </>
  );
};
