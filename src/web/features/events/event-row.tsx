import { memo } from 'react';
import { resultOf } from '../../../contract/record.ts';
import type { AuditEvent } from '../../api/events.ts';
import type { RowColumns } from '../../audit/explorer/column-grid.tsx';
import { ValueRow } from '../../audit/explorer/grid-cells.tsx';
import { resultLook } from '../../audit/looks/result-look.ts';
import type { TimeLook } from '../../audit/time/time-look.ts';
import { gridCell } from '../../ui/grid-row.tsx';
import type { Picking } from '../../ui/picks.ts';
import { eventCell } from './event-cell.tsx';

type Props = TimeLook & {
  readonly event: AuditEvent;
  readonly columns: RowColumns;
  readonly index: number;
  readonly position: number;
  readonly top: number;
  readonly zone: string;
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
export const EventRow = memo(({ event, columns: { names, starts }, zone, dated, fine, ...place }: Props) => (
  <ValueRow id={event.id} kind={kindOf(event)} {...place}>
    {names.map((name) => gridCell(name, eventCell(name, event, zone, { dated, fine }), starts[name]))}
  </ValueRow>
));
EventRow.displayName = 'EventRow';
