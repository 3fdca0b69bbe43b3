import { type ReactNode, createContext, memo, useContext } from 'react';
import type { AuditEvent } from '../../api/events.ts';
import { formatFull, wallOf } from '../../audit/time-format.ts';
import { useValueMenu } from '../../audit/value-menu.tsx';
import css from './events-table.module.css';

/** What cells need of the row and the page around them. */
export type RowContext = {
  readonly zone: string;
  readonly dated: boolean;
  readonly open: (id: string) => void;
};
export const RowContext = createContext<RowContext>({ zone: 'UTC', dated: false, open: () => undefined });

/** The time of day; the date before it where it differs from the row above. */
export const TimeCell = ({ event: { time } }: { readonly event: AuditEvent }) => {
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
  readonly event: AuditEvent;
  readonly label: string;
  readonly text: string;
  readonly filter: { readonly property: string; readonly value: string };
  readonly children?: ReactNode;
};

/** A value that opens its menu: filter by it, copy it. Reached with the arrow keys, so no tab stop of its own. */
export const TextCell = memo(({ event, label, text, filter, children }: TextCellProps) => {
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
        click.stopPropagation();
        openMenu(click.currentTarget, { label, text, filter, details: () => open(event.id) });
      }}
    >
      {children ?? text}
    </button>
  );
});
TextCell.displayName = 'TextCell';
