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
  readonly event: AuditEvent;
  /** The same as long as the same columns are shown, or every row is drawn anew. */
  readonly rowOf: (event: AuditEvent) => Row<typeof features, AuditEvent>;
  readonly index: number;
  readonly position: number;
  readonly top: number;
  readonly zone: string;
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
export const EventRow = memo(({ event, rowOf, zone, dated, starts, ...place }: Props) => {
  const { onOpen } = place;
  const row = useMemo(() => rowOf(event), [rowOf, event]);
  const context = useMemo(
    () => ({ zone, dated, open: () => onOpen(event.id) }),
    [zone, dated, onOpen, event.id],
  );
  return (
    <GridRow id={event.id} kind={kindOf(event)} {...place}>
      <RowContext value={context}>
        {row.getAllCells().map((cell) => (
          <GridCell key={cell.column.id} column={cell.column.id} start={starts[cell.column.id]}>
            <FlexRender cell={cell} />
          </GridCell>
        ))}
      </RowContext>
    </GridRow>
  );
});
EventRow.displayName = 'EventRow';
