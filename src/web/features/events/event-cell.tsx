import type { ReactNode } from 'react';
import { labelOf } from '../../../contract/fields.ts';
import type { AuditEvent } from '../../api/events.ts';
import { timeCell, valueCell } from '../../audit/explorer/grid-cells.tsx';
import type { TimeLook } from '../../audit/time/time-look.ts';
import { ResultBadge } from '../../audit/looks/result-badge.tsx';
import css from './event-cell.module.css';
import { cellValue } from './cell-value.ts';

/** What the cell of a column holds. */
export const eventCell = (name: string, event: AuditEvent, zone: string, look: TimeLook): ReactNode => {
  if (name === 'time') return timeCell(event.time, zone, look);
  const value = cellValue(name, event);
  if (!value) return null;
  const isId = name === 'email' && event.email?.email === false;
  const called = peopleColumns.has(name) ? event.name : undefined;
  if (isId)
    return valueCell(
      { label: labelOf(value.property ?? name), ...value, name: called },
      <IdMark text={value.text} name={called} />,
    );
  const shown = name === 'step_result' ? <ResultBadge value={value.text} /> : undefined;
  return valueCell({ label: labelOf(name), ...value, name: called }, shown);
};

/** Columns that say who it was. */
const peopleColumns: ReadonlySet<string> = new Set(['email', 'user_id', 'upstream_user_id']);

const IdMark = ({ text, name }: { readonly text: string; readonly name: string | undefined }) => (
  <>
    <small title="No address is known for this user">id</small> {text}
    {name !== undefined && <bdi className={css['name']}> {name}</bdi>}
  </>
);
