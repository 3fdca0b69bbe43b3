import { memo } from 'react';
import { resultOf } from '../../../contract/record.ts';
import type { AuditEvent } from '../../api/events.ts';
import { resultLook } from '../../audit/looks/result-look.ts';
import { ValueRow } from '../../audit/explorer/grid-cells.tsx';
import { gridCell } from '../../ui/grid-row.tsx';
import type { Picking } from '../../ui/picks.ts';
import { eventCell } from './event-cell.tsx';

type Props = {
  readonly event: AuditEvent;
  /** Names of columns, the same list as long as they are the same. */
  readonly columns: readonly string[];
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
export const EventRow = memo(({ event, columns, zone, dated, starts, ...place }: Props) => (
  <ValueRow id={event.id} kind={kindOf(event)} {...place}>
    {columns.map((name) => gridCell(name, eventCell(name, event, zone, dated), starts[name]))}
  </ValueRow>
));
EventRow.displayName = 'EventRow';
