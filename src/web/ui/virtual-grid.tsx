import { type Range, defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type Ref, useCallback, useEffect, useImperativeHandle, useRef } from 'react';
import type { LoadState } from '../lib/load-state.ts';
import { useStable } from '../lib/use-stable.ts';
import css from './grid.module.css';
import { SkeletonRows } from './grid-row.tsx';
import { useRoving } from './use-roving.ts';

const rowHeight = 28;
const headerHeight = 28;

/** What a page can ask of its table. */
export type TableHandle = { readonly step: (by: 1 | -1) => void; readonly focusRow: () => void };

/** What heads a column. */
export type Heading = {
  readonly id: string;
  readonly content: ReactNode;
  readonly sort?: 'ascending' | 'descending' | undefined;
};

/** Where a row is drawn, and how it stands to the others. */
export type RowPlace = {
  readonly index: number;
  /** Pixels from the top of the rows. */
  readonly top: number;
  /** Whether it is the first in view. */
  readonly first: boolean;
  /** Whether it is the tab stop. */
  readonly active: boolean;
  readonly onFocus: (id: string) => void;
};

type Props = {
  readonly label: string;
  /** The ids of the loaded rows, in order. */
  readonly ids: readonly string[];
  /** How many rows there are in all; undefined while it is not known. */
  readonly total: number | undefined;
  readonly headings: readonly Heading[];
  /** Widths of the columns, as `grid-template-columns` has them. */
  readonly tracks: string;
  readonly selected: string | undefined;
  readonly onOpen: (id: string) => void;
  /** The keys moved to another row. */
  readonly onWalk: (id: string) => void;
  /** Called when the last rows come near; does nothing when there are no more. */
  readonly onNearEnd: () => void;
  readonly state: LoadState;
  /** What stands in place of rows when there are none. */
  readonly empty: ReactNode;
  readonly renderRow: (place: RowPlace) => ReactNode;
  readonly ref: Ref<TableHandle>;
};

/** A virtual table: a grid with one tab stop, of which only the rows in view are drawn. */
export const VirtualGrid = ({
  label,
  ids,
  total,
  headings,
  tracks,
  selected,
  state,
  empty,
  ...props
}: Props) => {
  const scroller = useRef<HTMLDivElement>(null);
  const screen = () =>
    Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - headerHeight) / rowHeight));
  const roving = useRoving({
    grid: scroller,
    ids,
    columns: headings.length,
    screen,
    scrollTo: (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
    onMove: props.onWalk,
    onOpen: props.onOpen,
  });
  const { index: active } = roving;

  const virtualizer = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    scrollMargin: headerHeight,
    scrollPaddingStart: headerHeight,
    getItemKey: (index) => ids[index] ?? index,
    // the row that holds the focus stays drawn wherever the others scroll
    rangeExtractor: useCallback(
      (range: Range) => {
        const drawn = defaultRangeExtractor(range);
        if (active >= range.count || drawn.includes(active)) return drawn;
        return [...drawn, active].toSorted((a, b) => a - b);
      },
      [active],
    ),
  });

  const items = virtualizer.getVirtualItems();
  const first = virtualizer.range?.startIndex ?? 0;
  const last = virtualizer.range?.endIndex ?? 0;
  const nearEnd = useStable(props.onNearEnd);
  useEffect(() => {
    if (ids.length > 0 && last >= ids.length - 40) nearEnd();
  }, [last, ids.length, nearEnd]);

  useImperativeHandle(props.ref, () => ({
    step: roving.step,
    focusRow: () =>
      roving.go({ index: Math.max(selected === undefined ? active : ids.indexOf(selected), 0), column: -1 }),
  }));

  return (
    <div className={css['frame']} style={{ ['--tracks' as string]: tracks }}>
      <div
        ref={scroller}
        className={css['scroller']}
        role="grid"
        aria-label={label}
        aria-rowcount={total === undefined ? -1 : total + 1}
        aria-colcount={headings.length}
        aria-busy={state === 'first' || state === 'stale'}
        tabIndex={-1}
        onKeyDown={roving.onKeyDown}
        onBlur={roving.onBlur}
      >
        <div role="row" aria-rowindex={1} className={css['header']}>
          {headings.map(({ id, content, sort }) => (
            <div key={id} role="columnheader" className={css['heading']} aria-sort={sort}>
              {content}
            </div>
          ))}
        </div>
        {ids.length === 0 && state !== 'first' && (
          <div role="row" className={css['empty']}>
            <div role="gridcell">{empty}</div>
          </div>
        )}
        {ids.length === 0 && state === 'first' && <SkeletonRows count={30} columns={headings.length} />}
        <div
          role="rowgroup"
          className={css['body']}
          data-stale={state === 'stale' || undefined}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {items.map(({ index, start }) =>
            props.renderRow({
              index,
              top: start - headerHeight,
              first: index === first,
              active: index === active,
              onFocus: roving.onFocus,
            }),
          )}
        </div>
        {state === 'more' && <SkeletonRows count={3} columns={headings.length} />}
      </div>
    </div>
  );
};
