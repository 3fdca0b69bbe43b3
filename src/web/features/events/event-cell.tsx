import type { ReactNode } from 'react';
import { labelOf } from '../../../contract/fields.ts';
import type { AuditEvent } from '../../api/events.ts';
import { timeCell, valueCell } from '../../audit/explorer/grid-cells.tsx';
import type { TimeLook } from '../../audit/time/time-look.ts';
import { ResultBadge } from '../../audit/looks/result-badge.tsx';
import { cellValue } from './cell-value.ts';

/** What the cell of a column holds. */
export const eventCell = (name: string, event: AuditEvent, zone: string, look: TimeLook): ReactNode => {
  if (name === 'time') return timeCell(event.time, zone, look);
  const value = cellValue(name, event);
  if (!value) return null;
  const isId = name === 'email' && event.email?.email === false;
  if (isId)
    return valueCell({ label: labelOf(value.property ?? name), ...value }, <IdMark text={value.text} />);
  const shown = name === 'step_result' ? <ResultBadge value={value.text} /> : undefined;
  return valueCell({ label: labelOf(name), ...value }, shown);
};

const IdMark = ({ text }: { readonly text: string }) => (
  <>
    <small title="No address is known for this user">id</small> {text}
  </>
);
