import { memo, useMemo } from 'react';
import { resultOf } from '../../../contract/record.ts';
import type { AuditEvent } from '../../api/events.ts';
import { resultLook } from '../../audit/result-look.ts';
import { RowContext } from '../../audit/grid-cells.tsx';
import { GridCell, GridRow } from '../../ui/grid-row.tsx';
import type { Picking } from '../../ui/picks.ts';
import type { Column } from './columns.tsx';

type Props = {
  readonly event: AuditEvent;
  /** The same as long as the same are shown, or every row is drawn anew. */
  readonly columns: readonly Column[];
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
export const EventRow = memo(({ event, columns, zone, dated, starts, ...place }: Props) => {
  const { onOpen } = place;
  const context = useMemo(
    () => ({ zone, dated, open: () => onOpen(event.id) }),
    [zone, dated, onOpen, event.id],
  );
  return (
    <GridRow id={event.id} kind={kindOf(event)} {...place}>
      <RowContext value={context}>
        {columns.map(({ id, cell }) => (
          <GridCell key={id} column={id} start={starts[id]}>
            {cell(event)}
          </GridCell>
        ))}
      </RowContext>
    </GridRow>
  );
});
EventRow.displayName = 'EventRow';
