import type { Column } from '@tanstack/react-table';
import { memo } from 'react';
import { resultOf } from '../../../contract/record.ts';
import type { AuditEvent } from '../../api/events.ts';
import { resultLook } from '../../audit/looks/result-look.ts';
import { ValueRow } from '../../audit/explorer/grid-cells.tsx';
import type { TimeLook } from '../../audit/time/time-look.ts';
import { gridCell } from '../../ui/grid-row.tsx';
import type { Picking } from '../../ui/picks.ts';
import type { features } from './columns.tsx';

type Props = TimeLook & {
  readonly event: AuditEvent;
  readonly columns: readonly Column<typeof features, AuditEvent>[];
  readonly index: number;
  readonly position: number;
  readonly top: number;
  readonly zone: string;
  /** Where pinned columns stay. */
  readonly starts: Readonly<Record<string, string>>;
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
export const EventRow = memo(({ event, columns, zone, dated, fine, starts, ...place }: Props) => (
  <ValueRow id={event.id} kind={kindOf(event)} {...place}>
    {columns.map(({ id, columnDef }) =>
      gridCell(id, columnDef.meta?.cellOf(event, zone, { dated, fine }), starts[id]),
    )}
  </ValueRow>
));
EventRow.displayName = 'EventRow';
