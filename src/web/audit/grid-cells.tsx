import { type ReactNode, createContext, memo, useContext } from 'react';
import type { Micros } from '../../contract/instant.ts';
import type { Order } from '../api/events.ts';
import css from '../ui/grid.module.css';
import { pickingOf } from '../ui/picks.ts';
import { formatFull, wallOf } from './time-format.ts';
import { type ValueFilter, useValueMenu } from './value-menu.tsx';

/** What cells need of the row and the page around them. */
export type RowContext = {
  readonly zone: string;
  /** Whether the date stands before the time. */
  readonly dated: boolean;
  /** Opens the row. */
  readonly open: () => void;
};
export const RowContext = createContext<RowContext>({ zone: 'UTC', dated: false, open: () => undefined });

/** The time of day; the date before it where it differs from the row above. */
export const TimeCell = ({ time }: { readonly time: Micros | undefined }) => {
  const { zone, dated } = useContext(RowContext);
  if (time === undefined) return <span className={css['date']}>no time</span>;
  const wall = wallOf(time, zone);
  return (
    <time className={css['time']} title={formatFull(time, zone)}>
      <span className={css['date']} data-shown={dated || undefined}>
        <span className={css['year']}>{wall.date.slice(0, -5)}</span>
        {wall.date.slice(-5)}
      </span>{' '}
      {wall.time}
      <span className={css['fraction']}>{wall.fraction}</span>
    </time>
  );
};

type TextCellProps = {
  readonly label: string;
  readonly text: string;
  /** Absent where nothing can be filtered by: objects and lists. */
  readonly filter?: ValueFilter;
  readonly children?: ReactNode;
};

/** A value that opens its menu: filter by it, copy it. Reached with the arrow keys, so no tab stop of its own. */
export const TextCell = memo(({ label, text, filter, children }: TextCellProps) => {
  const openMenu = useValueMenu();
  const { open } = useContext(RowContext);
  return (
    <button
      type="button"
      tabIndex={-1}
      className={css['value']}
      title={text}
      aria-haspopup="menu"
      onClick={(click) => {
        if (pickingOf(click)) return;
        click.stopPropagation();
        openMenu(click.currentTarget, { label, text, ...(filter && { filter }), details: open });
      }}
    >
      {children ?? text}
    </button>
  );
});
TextCell.displayName = 'TextCell';

type HeadingProps = {
  /** What the time is of: “Time”, “Start”. */
  readonly label: string;
  readonly zone: string;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
};

/** Sorts by time with the mouse; for keys there is a button in the toolbar, as the grid is one tab stop. */
export const TimeHeading = ({ label, zone, order, onOrder }: HeadingProps) => (
  <button
    type="button"
    tabIndex={-1}
    className={css['sort']}
    title={order === 'desc' ? 'Newest first. Show the oldest first' : 'Oldest first. Show the newest first'}
    onClick={() => onOrder(order === 'desc' ? 'asc' : 'desc')}
  >
    {label} ({zone}) <span aria-hidden="true">{order === 'desc' ? '↓' : '↑'}</span>
  </button>
);
