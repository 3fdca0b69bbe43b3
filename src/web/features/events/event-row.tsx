import { FlexRender, type Row } from '@tanstack/react-table';
import { memo, useMemo } from 'react';
import { resultOf } from '../../../contract/record.ts';
import type { AuditEvent } from '../../api/events.ts';
import { resultLook } from '../../audit/result-look.ts';
import { RowContext } from './cells.tsx';
import type { features } from './columns.tsx';
import css from './events-table.module.css';

type Props = {
  readonly row: Row<typeof features, AuditEvent>;
  readonly index: number;
  readonly top: number;
  readonly zone: string;
  /** Which columns, in which order: a row is drawn anew when it changes. */
  readonly order: readonly string[];
  /** Whether the date stands before the time. */
  readonly dated: boolean;
  readonly active: boolean;
  readonly selected: boolean;
  readonly onOpen: (id: string) => void;
  readonly onFocus: (id: string) => void;
};

const kindOf = ({ record }: AuditEvent) => {
  const result = resultOf(record);
  return result && resultLook(result.value).kind;
};

/** One event. A click opens it; Enter does, too, which the grid sees to. */
export const EventRow = memo(({ row, index, top, zone, dated, active, selected, onOpen, onFocus }: Props) => {
  const context = useMemo(() => ({ zone, dated, open: onOpen }), [zone, dated, onOpen]);
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      tabIndex={active ? 0 : -1}
      className={css['row']}
      data-row={index}
      data-kind={kindOf(row.original)}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onOpen(row.id)}
      onFocus={() => onFocus(row.id)}
    >
      <RowContext value={context}>
        {row.getVisibleCells().map((cell) => (
          <div key={cell.id} role="gridcell" className={css['cell']} data-column={cell.column.id}>
            <FlexRender cell={cell} />
          </div>
        ))}
      </RowContext>
    </div>
  );
});
EventRow.displayName = 'EventRow';

/** Rows that are on their way. */
export const SkeletonRows = ({ count, columns }: { readonly count: number; readonly columns: number }) => (
  <div aria-hidden="true">
    {Array.from({ length: count }, (_, index) => (
      <div key={index} className={css['skeleton']}>
        {Array.from({ length: columns }, (_, column) => (
          <span key={column} style={{ width: `${45 + ((index * 7 + column * 13) % 40)}%` }} />
        ))}
      </div>
    ))}
  </div>
);
