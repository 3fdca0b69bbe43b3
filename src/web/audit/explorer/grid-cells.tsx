import type { ComponentProps, ReactNode } from 'react';
import { visible } from '../../../contract/fields.ts';
import type { Micros } from '../../../contract/instant.ts';
import type { Order } from '../../api/events.ts';
import css from '../../ui/grid.module.css';
import { GridRow } from '../../ui/grid-row.tsx';
import { comesTwice, formatFull, offsetOf, wallOf } from '../time/time-format.ts';
import type { TimeLook } from '../time/time-look.ts';
import { titleWithName } from '../looks/person-name.tsx';
import { useValueMenu } from '../filters/value-menu.tsx';

/** The time of day, as much of it as tells it from the rows beside it. */
export const timeCell = (time: Micros | undefined, zone: string, { dated, fine }: TimeLook) => {
  if (time === undefined) return <span className={css['date']}>no time</span>;
  const wall = wallOf(time, zone);
  const year = wall.date.slice(0, -5);
  return (
    <time className={css['time']} title={formatFull(time, zone)}>
      <span className={css['date']} data-shown={dated || undefined}>
        <span className={css['year']} data-other={year !== thisYear() || undefined}>
          {year}
        </span>
        {wall.date.slice(-5)}
      </span>{' '}
      {wall.time}
      <span className={css['fraction']}>{fine ? wall.fraction : wall.fraction.slice(0, 4)}</span>
      {comesTwice(time, zone) && <span className={css['offset']}> {offsetOf(time, zone)}</span>}
    </time>
  );
};

/** Where there is little room, no other year is left out. */
const thisYear = (): string => `${new Date().getFullYear()}-`;

type CellValue = {
  readonly label: string;
  readonly text: string;
  /** What the text filters by; absent where nothing can be filtered by: objects and lists. */
  readonly property?: string;
  /** Whether there is no filter that leaves it out. */
  readonly onlyAny?: true;
  /** What a directory calls the person whose it is. */
  readonly name?: string | undefined;
};

/**
 * A value whose menu the row opens: filter by it, copy it. Reached with the arrow keys, so no tab stop of its own.
 * @param shown what stands for its text
 */
export const valueCell = ({ label, text, property, onlyAny, name }: CellValue, shown?: ReactNode) => (
  <button
    type="button"
    tabIndex={-1}
    className={css['value']}
    title={titleWithName(text, name)}
    aria-haspopup="menu"
    data-text={text}
    data-label={label}
    data-property={property}
    data-only-any={onlyAny}
  >
    {shown ?? visible(text)}
  </button>
);

/** A row of such cells. */
export const ValueRow = (row: Omit<ComponentProps<typeof GridRow>, 'onValue'>) => {
  const openMenu = useValueMenu();
  const onValue = (button: HTMLElement) => {
    const { text = '', label = '', property, onlyAny } = button.dataset;
    openMenu(button, {
      label,
      text,
      ...(property !== undefined && { filter: { property, value: text, ...(onlyAny && { onlyAny: true }) } }),
      details: () => row.onOpen(row.id),
    });
  };
  return <GridRow {...row} onValue={onValue} />;
};

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
    data-zoned={zone !== 'UTC' || undefined}
    title={order === 'desc' ? 'Newest first. Show the oldest first' : 'Oldest first. Show the newest first'}
    onClick={() => onOrder(order === 'desc' ? 'asc' : 'desc')}
  >
    {label} ({zone}) <span aria-hidden="true">{order === 'desc' ? '↓' : '↑'}</span>
  </button>
);
