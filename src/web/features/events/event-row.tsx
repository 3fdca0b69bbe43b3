import { FlexRender, type Row } from '@tanstack/react-table';
import { memo, useMemo } from 'react';
import { resultOf } from '../../../contract/record.ts';
import type { AuditEvent } from '../../api/events.ts';
import { resultLook } from '../../audit/result-look.ts';
import { RowContext } from '../../audit/grid-cells.tsx';
import { GridCell, GridRow } from '../../ui/grid-row.tsx';
import type { Picking } from '../../ui/picks.ts';
import type { features } from './columns.tsx';

type Props = {
  readonly row: Row<typeof features, AuditEvent>;
  readonly index: number;
  readonly position: number;
  readonly top: number;
  readonly zone: string;
  /** Which columns, in which order: a row is drawn anew when it changes. */
  readonly order: string;
  /** Where pinned columns stay. */
  readonly starts: Readonly<Record<string, string>>;
  /** Whether the date stands before the time. */
  readonly dated: boolean;
  readonly active: boolean;
  readonly selected: boolean;
  readonly picked: boolean;
  readonly onPick: (id: string, how: Picking) => void;
  readonly onOpen: (id: string) => void;
  readonly onFocus: (id: string) => void;
};

const kindOf = ({ record }: AuditEvent) => {
  const result = resultOf(record);
  return result && resultLook(result.value).kind;
};

/** One event. A click opens it. */
export const EventRow = memo(({ row, zone, dated, starts, ...place }: Props) => {
  const { onOpen } = place;
  const context = useMemo(() => ({ zone, dated, open: () => onOpen(row.id) }), [zone, dated, onOpen, row.id]);
  return (
    <GridRow id={row.id} kind={kindOf(row.original)} {...place}>
      <RowContext value={context}>
        {row.getAllCells().map((cell) => (
          <GridCell key={cell.id} column={cell.column.id} start={starts[cell.column.id]}>
            <FlexRender cell={cell} />
          </GridCell>
        ))}
      </RowContext>
    </GridRow>
  );
});
EventRow.displayName = 'EventRow';
