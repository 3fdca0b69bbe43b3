import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { type Filters, isUnfiltered } from '../../../contract/filters.ts';
import { formatCount, plural } from '../../lib/format.ts';
import type { LoadState } from '../../lib/load-state.ts';
import { useSettled } from '../../lib/use-settled.ts';
import css from './explorer.module.css';
import { FilterChips } from '../filters/filter-chips.tsx';

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
  /** How many rows come before the first that is held. */
  readonly offset?: number;
  /** Stops waiting; without it there is no such button. */
  readonly onCancel?: () => void;
  /** Asks again after that. */
  readonly onLoad?: () => void;
};

/** What is filtered, and how much of what there is, is shown. */
export const StatusLine = ({ noun, children, filters, onFilters, onClear, ...loaded }: Props) => (
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
      <Shown {...loaded} />
    </span>
    <span role="status" aria-label="Result count" className="visually-hidden">
      {foundWords(noun, loaded)}
    </span>
  </div>
);

type Loaded = Pick<Props, 'shown' | 'total' | 'state' | 'offset' | 'onCancel' | 'onLoad'>;

const foundWords = (noun: string, { total, state }: Loaded): string =>
  total === undefined || state === 'stale' || state === 'failed' || state === 'cancelled'
    ? ''
    : `${plural(total, noun)} found`;

/** How many of how many; nothing is counted that does not belong to what is asked for. */
const Shown = ({ shown, total, state, offset = 0, onCancel, onLoad }: Loaded) => {
  if (state === 'first' || state === 'stale') return <Waiting onCancel={onCancel} />;
  if (state === 'cancelled') {
    return (
      <>
        Cancelled.{shown > 0 && ' These are the rows of the view before.'}{' '}
        {onLoad && (
          <Button size="compact-xs" variant="default" onClick={onLoad}>
            Load
          </Button>
        )}
      </>
    );
  }
  if (state === 'failed') return shown === 0 ? null : 'The rows of the view before';
  return (
    <>
      Showing{' '}
      <strong>
        {offset > 0 && `${formatCount(offset + 1)}–`}
        {formatCount(offset + shown)}
      </strong>
      {total !== undefined && (
        <>
          {' '}
          of <strong>{formatCount(total)}</strong>
        </>
      )}
    </>
  );
};

/** What takes long can be stopped: the button comes after a moment, so that quick answers do not make it flash. */
const Waiting = ({ onCancel }: { readonly onCancel: (() => void) | undefined }) => {
  const late = useSettled(true, 400);
  return (
    <>
      Loading…{' '}
      {onCancel && late && (
        <Button size="compact-xs" variant="default" onClick={onCancel}>
          Cancel
        </Button>
      )}
    </>
  );
};
