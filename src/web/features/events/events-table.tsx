import { FlexRender, useTable } from '@tanstack/react-table';
import { type ReactNode, type Ref, useMemo } from 'react';
import type { AuditEvent, Order } from '../../api/events.ts';
import { TimeHeading } from '../../audit/grid-cells.tsx';
import { wallOf } from '../../audit/time-format.ts';
import type { LoadState } from '../../lib/load-state.ts';
import { useNarrow } from '../../lib/use-media.ts';
import { useStable } from '../../lib/use-stable.ts';
import { type Heading, type TableHandle, VirtualGrid } from '../../ui/virtual-grid.tsx';
import { columns, defaultColumns, defaultVisibility, features, narrowOrder, trackOf } from './columns.tsx';
import { EventRow } from './event-row.tsx';

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

/** The table of events. */
export const EventsTable = ({ events, zone, order, onOrder, selected, onOpen, ...grid }: Props) => {
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
  const open = useStable(onOpen);

  const dateAt = (index: number): string | undefined => {
    const time = events[index]?.time;
    return time === undefined ? undefined : wallOf(time, zone).date;
  };
  const headings = (table.getHeaderGroups()[0]?.headers ?? []).map((header): Heading =>
    header.id === 'time'
      ? {
          id: header.id,
          content: <TimeHeading label="Time" zone={zone} order={order} onOrder={onOrder} />,
          sort: order === 'asc' ? 'ascending' : 'descending',
        }
      : { id: header.id, content: <FlexRender header={header} /> },
  );

  return (
    <VirtualGrid
      label="Events"
      ids={ids}
      headings={headings}
      tracks={table
        .getVisibleLeafColumns()
        .map(({ id }) => trackOf(id))
        .join(' ')}
      selected={selected}
      onOpen={open}
      {...grid}
      renderRow={({ first, index, ...place }) => {
        const row = rows[index];
        return (
          row && (
            <EventRow
              key={row.id}
              row={row}
              index={index}
              zone={zone}
              order={columnOrder}
              dated={first || dateAt(index) !== dateAt(index - 1)}
              selected={row.id === selected}
              onOpen={open}
              {...place}
            />
          )
        );
      }}
    />
  );
};
