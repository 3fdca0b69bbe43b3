import { FlexRender, useTable } from '@tanstack/react-table';
import { type Range, defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import {
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
} from 'react';
import type { AuditEvent, Order } from '../../api/events.ts';
import { wallOf } from '../../audit/time-format.ts';
import { useNarrow } from '../../lib/use-media.ts';
import { useStable } from '../../lib/use-stable.ts';
import { columns, defaultColumns, defaultVisibility, features, narrowOrder, trackOf } from './columns.tsx';
import { EventRow, SkeletonRows } from './event-row.tsx';
import type { LoadState } from './use-events-data.ts';
import css from './events-table.module.css';
import { useRoving } from './use-roving.ts';

const rowHeight = 28;
const headerHeight = 28;

/** What the page can ask of the table. */
export type TableHandle = { readonly step: (by: 1 | -1) => void; readonly focusRow: () => void };

type Props = {
  readonly events: readonly AuditEvent[];
  /** How many events match; undefined while it is not known. */
  readonly total: number | undefined;
  readonly zone: string;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
  readonly selected: string | undefined;
  readonly onOpen: (id: string) => void;
  /** The keys moved to another row. */
  readonly onWalk: (id: string) => void;
  /** Called when the last rows come near; does nothing when there are no more. */
  readonly onNearEnd: () => void;
  readonly state: LoadState;
  /** What stands in place of rows when there are none. */
  readonly empty: ReactNode;
  readonly ref: Ref<TableHandle>;
};

const noEvents: AuditEvent[] = [];

/** The virtual table of events: a grid with one tab stop, of which only the rows in view are drawn. */
export const EventsTable = ({
  events,
  total,
  zone,
  order,
  onOrder,
  selected,
  state,
  empty,
  ref,
  ...on
}: Props) => {
  const scroller = useRef<HTMLDivElement>(null);
  const columnOrder = useNarrow() ? narrowOrder : defaultColumns;
  const table = useTable({
    features,
    columns,
    data: events.length === 0 ? noEvents : (events as AuditEvent[]),
    getRowId: ({ id }) => id,
    state: { columnVisibility: defaultVisibility, columnOrder },
  });
  const { rows } = table.getRowModel();
  const ids = useMemo(() => events.map(({ id }) => id), [events]);

  const screen = () =>
    Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - headerHeight) / rowHeight));
  const scrollTo = (index: number) => virtualizer.scrollToIndex(index, { align: 'auto' });
  const roving = useRoving({
    grid: scroller,
    ids,
    columns: table.getVisibleLeafColumns().length,
    screen,
    scrollTo,
    onMove: on.onWalk,
    onOpen: on.onOpen,
  });
  const { index: active } = roving;

  const virtualizer = useVirtualizer({
    count: rows.length,
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
  const nearEnd = useStable(on.onNearEnd);
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - 40) nearEnd();
  }, [last, rows.length, nearEnd]);

  useImperativeHandle(ref, () => ({
    step: roving.step,
    focusRow: () =>
      roving.go({ index: Math.max(selected === undefined ? active : ids.indexOf(selected), 0), column: -1 }),
  }));
  const open = useStable(on.onOpen);

  const dateAt = (index: number): string | undefined => {
    const time = events[index]?.time;
    return time === undefined ? undefined : wallOf(time, zone).date;
  };
  const visible = table.getVisibleLeafColumns();
  const tracks = visible.map(({ id }) => trackOf(id)).join(' ');

  return (
    <div className={css['frame']} style={{ ['--tracks' as string]: tracks }}>
      <div
        ref={scroller}
        className={css['scroller']}
        role="grid"
        aria-label="Events"
        aria-rowcount={total === undefined ? -1 : total + 1}
        aria-colcount={visible.length}
        aria-busy={state === 'first' || state === 'stale'}
        tabIndex={-1}
        onKeyDown={roving.onKeyDown}
        onBlur={roving.onBlur}
      >
        <div role="row" aria-rowindex={1} className={css['header']}>
          {table.getHeaderGroups()[0]?.headers.map((header) => (
            <div
              key={header.id}
              role="columnheader"
              className={css['heading']}
              aria-sort={header.id !== 'time' ? undefined : order === 'asc' ? 'ascending' : 'descending'}
            >
              {header.id === 'time' ? (
                <TimeHeading zone={zone} order={order} onOrder={onOrder} />
              ) : (
                <FlexRender header={header} />
              )}
            </div>
          ))}
        </div>
        {rows.length === 0 && state !== 'first' && (
          <div role="row" className={css['empty']}>
            <div role="gridcell">{empty}</div>
          </div>
        )}
        {rows.length === 0 && state === 'first' && <SkeletonRows count={30} columns={visible.length} />}
        <div
          role="rowgroup"
          className={css['body']}
          data-stale={state === 'stale' || undefined}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {items.map(({ index, start }) => {
            const row = rows[index];
            if (!row) return null;
            return (
              <EventRow
                key={row.id}
                row={row}
                index={index}
                top={start - headerHeight}
                zone={zone}
                order={columnOrder}
                dated={index === first || dateAt(index) !== dateAt(index - 1)}
                active={index === active}
                selected={row.id === selected}
                onOpen={open}
                onFocus={roving.onFocus}
              />
            );
          })}
        </div>
        {state === 'more' && <SkeletonRows count={3} columns={visible.length} />}
      </div>
    </div>
  );
};

type HeadingProps = {
  readonly zone: string;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
};

/** Sorts by time with the mouse; for keys there is a button in the toolbar, as the grid is one tab stop. */
const TimeHeading = ({ zone, order, onOrder }: HeadingProps) => (
  <button
    type="button"
    tabIndex={-1}
    className={css['sort']}
    title={order === 'desc' ? 'Newest first. Show the oldest first' : 'Oldest first. Show the newest first'}
    onClick={() => onOrder(order === 'desc' ? 'asc' : 'desc')}
  >
    Time ({zone}) <span aria-hidden="true">{order === 'desc' ? '↓' : '↑'}</span>
  </button>
);
