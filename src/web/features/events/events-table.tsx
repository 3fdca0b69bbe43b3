import { labelOf, namedLabel } from '../../../contract/fields.ts';
import { FlexRender } from '@tanstack/react-table';
import { type ReactNode, type Ref, useMemo, useState } from 'react';
import type { AuditEvent, Order } from '../../api/events.ts';
import { TimeHeading } from '../../audit/explorer/grid-cells.tsx';
import { timeLook } from '../../audit/time/time-look.ts';
import type { LoadState } from '../../lib/load-state.ts';
import { useStable } from '../../lib/use-stable.ts';
import type { Heading } from '../../ui/grid-header.tsx';
import type { Picks } from '../../ui/picks.ts';
import type { ScrollPlace } from '../../ui/use-scroll-place.ts';
import { type GridWindow, type TableHandle, VirtualGrid } from '../../ui/virtual-grid.tsx';
import { tracksOf } from './column-layout.ts';
import { ColumnMenu } from './column-menu.tsx';
import { EventRow } from './event-row.tsx';
import type { Columns } from './use-columns.ts';

type Props = {
  readonly events: readonly AuditEvent[];
  /** How many events match; undefined while it is not known. */
  readonly total: number | undefined;
  readonly zone: string;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
  readonly columns: Columns;
  readonly selected: string | undefined;
  readonly onOpen: (id: string) => void;
  /** The keys moved to another row. */
  readonly onWalk: (id: string) => void;
  readonly picks: Picks;
  readonly window: GridWindow;
  readonly place: ScrollPlace;
  readonly state: LoadState;
  /** What stands below the last row. */
  readonly end: ReactNode;
  /** What stands in place of rows when there are none. */
  readonly empty: ReactNode;
  readonly ref: Ref<TableHandle>;
};

/** The table of events. */
export const EventsTable = ({ events, zone, order, onOrder, columns, selected, onOpen, ...grid }: Props) => {
  'use no memo'; // what is kept is kept by what it is made of: most changes leave the columns as they are
  const { layout, table } = columns;
  const [menu, setMenu] = useState<{ readonly name: string; readonly anchor: HTMLElement }>();
  const [header] = table.getHeaderGroups();
  const shown = useMemo(() => (header?.headers ?? []).map(({ column }) => column), [header]);
  const ids = useMemo(() => events.map(({ id }) => id), [events]);
  const open = useStable(onOpen);
  const { starts: moving, ...tracks } = useMemo(() => tracksOf(layout), [layout]);
  const where = JSON.stringify(moving);
  // oxlint-disable-next-line react/exhaustive-deps -- as above: a new object, but mostly the same places
  const starts = useMemo(() => moving, [where]);
  const pick = useStable(grid.picks.onPick);

  const timeAt = (index: number) => events[index]?.time;
  const headings = (header?.headers ?? []).map((header): Heading =>
    header.id === 'time'
      ? {
          id: header.id,
          label: 'Time',
          content: <TimeHeading label="Time" zone={zone} order={order} onOrder={onOrder} />,
          sort: order === 'asc' ? 'ascending' : 'descending',
        }
      : {
          id: header.id,
          label: labelOf(header.id),
          content: (
            <span title={namedLabel(header.id)}>
              <FlexRender header={header} />
            </span>
          ),
        },
  );
  const closeMenu = () => {
    setMenu(undefined);
    menu?.anchor.closest<HTMLElement>('[role="columnheader"]')?.focus();
  };

  return (
    <>
      <VirtualGrid
        label="Events"
        ids={ids}
        headings={headings}
        {...tracks}
        starts={starts}
        tools={{
          onMove: columns.moveBy,
          onDrop: columns.moveTo,
          onResize: columns.resize,
          onMenu: (name, anchor) => setMenu({ name, anchor }),
        }}
        selected={selected}
        onOpen={open}
        {...grid}
        renderRow={({ first, ...place }) => {
          const event = events[place.index];
          return (
            event && (
              <EventRow
                // what is shown in a place changes more cheaply than it is made anew
                key={place.position}
                event={event}
                columns={shown}
                zone={zone}
                starts={starts}
                {...timeLook(timeAt(place.index), [timeAt(place.index - 1), timeAt(place.index + 1)], zone)}
                {...(first && { dated: true })}
                selected={event.id === selected}
                picked={grid.picks.has(event.id)}
                onPick={pick}
                onOpen={open}
                {...place}
              />
            )
          );
        }}
      />
      {menu && <ColumnMenu {...menu} columns={columns} order={order} onOrder={onOrder} onClose={closeMenu} />}
    </>
  );
};
