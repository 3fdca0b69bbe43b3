import { type Range, defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useRef,
} from 'react';
import type { LoadState } from '../lib/load-state.ts';
import { useStable } from '../lib/use-stable.ts';
import css from './grid.module.css';
import { type ColumnTools, GridHeader, type Heading } from './grid-header.tsx';
import { AbsentRow, SkeletonRows } from './grid-row.tsx';
import { type Picks, pickByKey } from './picks.ts';
import { type ScrollPlace, useScrollPlace } from './use-scroll-place.ts';
import { rowHeight } from './row-height.ts';
import { formatCount } from '../lib/format.ts';
import { usePrinting } from '../lib/use-media.ts';
import { useRoving } from './use-roving.ts';

/** What a page can ask of its table. */
export type TableHandle = {
  readonly step: (by: 1 | -1) => void;
  readonly focusRow: () => void;
  readonly toTop: () => void;
};

/** So many rows are printed at most. */
const mostPrinted = 1_000;

/** Where a row is drawn, and how it stands to the others. */
export type RowPlace = {
  /** Among the loaded rows. */
  readonly index: number;
  /** Among all rows. */
  readonly position: number;
  /** Pixels from the top of the rows. */
  readonly top: number;
  /** Whether it is the first in view. */
  readonly first: boolean;
  /** Whether it is the tab stop. */
  readonly active: boolean;
  readonly onFocus: (id: string) => void;
};

/** Where the loaded rows lie among all that were ever loaded, when not all of them are held. */
type GridWindow = {
  /** How many rows come before the first loaded one. */
  readonly offset: number;
  /** How many rows there have been room for: at least up to the last loaded one. */
  readonly reach: number;
  /** Called with the first and last row in view whenever they change: time to load what is missing. */
  readonly onView: (first: number, last: number) => void;
  /** Back to the very first row. */
  readonly onHome: () => void;
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
  /** The least width of a row, as a CSS length. */
  readonly least?: string;
  /** Where pinned columns stay, as CSS lengths. */
  readonly starts?: Readonly<Record<string, string>>;
  /** What can be done to columns; absent where they are fixed. */
  readonly tools?: ColumnTools | undefined;
  readonly picks?: Picks | undefined;
  readonly window?: GridWindow | undefined;
  readonly place?: ScrollPlace | undefined;
  readonly selected: string | undefined;
  readonly onOpen: (id: string) => void;
  /** The keys moved to another row. */
  readonly onWalk: (id: string) => void;
  /** Called when the last rows come near; does nothing when there are no more. */
  readonly onNearEnd?: () => void;
  readonly state: LoadState;
  /** What stands below the last row. */
  readonly end?: ReactNode;
  /** What stands in place of rows when there are none. */
  readonly empty: ReactNode;
  readonly renderRow: (place: RowPlace) => ReactNode;
  readonly ref: Ref<TableHandle>;
};

/** A virtual table: a grid with one tab stop, of which only the rows in view are drawn. */
export const VirtualGrid = ({ label, ids, total, headings, selected, state, empty, ...props }: Props) => {
  'use no memo'; // the virtualizer is always the same object: what it says is not
  const { tracks, least, starts = {}, tools, picks, window: held, place } = props;
  const offset = held?.offset ?? 0;
  const scroller = useRef<HTMLDivElement>(null);
  const screen = () =>
    Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - rowHeight) / rowHeight));
  const roving = useRoving({
    grid: scroller,
    ids,
    selected,
    columns: headings.length,
    screen,
    scrollTo: (index) => virtualizer.scrollToIndex(offset + index, { align: 'auto' }),
    onMove: props.onWalk,
    onOpen: props.onOpen,
  });
  const { index: active } = roving;
  const printing = usePrinting();
  const printed = Math.min(ids.length, mostPrinted);

  const virtualizer = useVirtualizer({
    count: ids.length === 0 ? 0 : Math.max(offset + ids.length, held?.reach ?? 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 4,
    scrollMargin: rowHeight,
    scrollPaddingStart: rowHeight,
    initialOffset: place?.top ?? 0,
    // the row that holds the focus stays drawn wherever the others scroll
    rangeExtractor: useCallback(
      (range: Range) => {
        if (printing) return Array.from({ length: printed }, (_, index) => offset + index);
        const drawn = defaultRangeExtractor(range);
        const kept = offset + active;
        if (kept >= range.count || drawn.includes(kept)) return drawn;
        return [...drawn, kept].toSorted((a, b) => a - b);
      },
      [offset, active, printing, printed],
    ),
  });

  const items = virtualizer.getVirtualItems();
  const first = virtualizer.range?.startIndex ?? 0;
  const last = virtualizer.range?.endIndex ?? 0;
  const inView = useStable(() => {
    if (held) held.onView(first, last);
    else if (last >= ids.length - 40) props.onNearEnd?.();
  });
  useEffect(() => {
    if (ids.length > 0 && !printing) inView();
  }, [first, last, ids, printing, inView]);
  useScrollPlace(scroller, place);

  useImperativeHandle(props.ref, () => ({
    step: roving.step,
    focusRow: () =>
      roving.go({ index: Math.max(selected === undefined ? active : ids.indexOf(selected), 0), column: -1 }),
    toTop: () => scroller.current?.scrollTo({ top: 0 }),
  }));

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    if (picks && pickByKey(event, picks, ids, active, roving.go)) return;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (plain && event.key === 'Home' && held && offset > 0) {
      event.preventDefault();
      held.onHome();
    } else if (plain && tools && event.key === 'ArrowUp' && offset + active === 0) {
      event.preventDefault();
      scroller.current?.querySelector<HTMLElement>('[data-heading]')?.focus();
    } else roving.onKeyDown(event);
  };

  return (
    <div
      className={css['frame']}
      style={{ '--tracks': tracks, '--row-height': `${rowHeight}px`, ...(least && { '--least': least }) }}
    >
      <div
        ref={scroller}
        className={css['scroller']}
        role="grid"
        aria-label={label}
        aria-rowcount={total === undefined ? -1 : total + 1}
        aria-colcount={headings.length}
        aria-multiselectable={picks !== undefined}
        tabIndex={-1}
        onKeyDown={onKeyDown}
        onBlur={roving.onBlur}
      >
        <GridHeader
          headings={headings}
          tools={tools}
          starts={starts}
          onLeave={() => roving.go({ index: active, column: -1 })}
        />
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
          {items.map(({ index: position, start }) => {
            const [index, top] = [position - offset, start - rowHeight];
            if (index < 0 || index >= ids.length)
              return <AbsentRow key={position} position={position} top={top} />;
            return props.renderRow({
              index,
              position,
              top,
              first: position === first,
              active: index === active,
              onFocus: roving.onFocus,
            });
          })}
        </div>
        {props.end !== undefined && (
          <div role="row" className={css['end']}>
            <div role="gridcell">{props.end}</div>
          </div>
        )}
        {state === 'more' && <SkeletonRows count={3} columns={headings.length} />}
      </div>
      {printing && printed > 0 && (
        <p className={css['printed']}>
          Rows on paper: {formatCount(printed)}
          {total !== undefined && ` of ${formatCount(total)}`}
        </p>
      )}
    </div>
  );
};
