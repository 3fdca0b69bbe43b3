import { type ComponentProps, type ReactNode, useMemo, useState } from 'react';
import type { Order } from '../../api/events.ts';
import { laterPart } from '../../lib/later-part.ts';
import type { Heading } from '../../ui/grid-header.tsx';
import { Layer } from '../../ui/layer.tsx';
import { type RowPlace, VirtualGrid } from '../../ui/virtual-grid.tsx';
import { tracksOf } from './column-layout.ts';
import { TimeHeading } from './grid-cells.tsx';
import type { Columns } from './use-columns.ts';

const Menu = laterPart(async () => (await import('./column-menu.tsx')).ColumnMenu);

/** The columns of a row: the same object until they are others. */
export type RowColumns = {
  /** In their order. */
  readonly names: readonly string[];
  /** Where pinned ones stay, as CSS lengths. */
  readonly starts: Readonly<Record<string, string>>;
};

type Grid = ComponentProps<typeof VirtualGrid>;

type Props = Omit<Grid, 'headings' | 'tracks' | 'least' | 'starts' | 'tools' | 'renderRow'> & {
  readonly columns: Columns;
  readonly zone: string;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
  readonly renderRow: (place: RowPlace, columns: RowColumns) => ReactNode;
};

/** A table whose columns are chosen, ordered, sized and pinned, by mouse and by keys alike. */
export const ColumnGrid = ({ columns, zone, order, onOrder, renderRow, ...grid }: Props) => {
  'use no memo'; // what is kept is kept by what it is made of: most changes leave the columns as they are
  const { layout, page } = columns;
  const [menu, setMenu] = useState<{ readonly name: string; readonly anchor: HTMLElement }>();
  const { starts: places, ...tracks } = useMemo(() => tracksOf(page, layout), [page, layout]);
  const made = JSON.stringify([layout.shown, places]);
  // oxlint-disable-next-line react/exhaustive-deps -- as above: new objects, but mostly the same columns and places
  const own = useMemo((): RowColumns => ({ names: layout.shown, starts: places }), [made]);

  const headings = own.names.map((id): Heading => {
    const label = page.label(id);
    if (id === page.time)
      return {
        id,
        label,
        content: <TimeHeading label={label} zone={zone} order={order} onOrder={onOrder} />,
        sort: order === 'asc' ? 'ascending' : 'descending',
      };
    return {
      id,
      label,
      content: <span title={page.tooltip(id)}>{label}</span>,
      ...(page.isNumber(id) && { number: true }),
    };
  });
  const closeMenu = () => {
    setMenu(undefined);
    menu?.anchor.closest<HTMLElement>('[role="columnheader"]')?.focus();
  };

  return (
    <>
      <VirtualGrid
        {...grid}
        headings={headings}
        {...tracks}
        starts={own.starts}
        tools={{
          onMove: columns.moveBy,
          onDrop: columns.moveTo,
          onResize: columns.resize,
          onMenu: (name, anchor) => setMenu({ name, anchor }),
        }}
        renderRow={(place) => renderRow(place, own)}
      />
      {menu && (
        <Layer onClose={closeMenu}>
          <Menu {...menu} columns={columns} order={order} onOrder={onOrder} onClose={closeMenu} />
        </Layer>
      )}
    </>
  );
};
