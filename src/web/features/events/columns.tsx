import { createColumnHelper, tableFeatures } from '@tanstack/react-table';
import type { ReactNode } from 'react';
import { isScalar } from '../../../contract/exact-number.ts';
import { extraPrefix, isFieldName, isReadingName, labelOf } from '../../../contract/fields.ts';
import { type AuditRecord, suppliedIn } from '../../../contract/record.ts';
import type { AuditEvent } from '../../api/events.ts';
import { timeCell, valueCell } from '../../audit/explorer/grid-cells.tsx';
import { ResultBadge } from '../../audit/looks/result-badge.tsx';
import { jsonOf } from '../../api/shown.ts';

type Cells = { readonly cellOf: (event: AuditEvent, zone: string, dated: boolean) => ReactNode };

// the library takes the type of what columns know besides from here, and nothing else
export const features = tableFeatures({ columnMeta: {} as Cells });
const helper = createColumnHelper<typeof features, AuditEvent>();

/** A value as a cell shows it, and the property it filters by: objects and lists filter nothing. */
type CellValue = { readonly text: string; readonly property?: string };

const extraValue = (property: string, record: AuditRecord): CellValue | undefined => {
  const name = property.slice(extraPrefix.length);
  const value = Object.hasOwn(record, name) ? record[name] : undefined;
  if (value === undefined || value === '') return undefined;
  const text = typeof value === 'string' ? value : jsonOf(value, 0);
  return isScalar(value) ? { text, property } : { text };
};

/** What the cell of a column shows of an event; undefined when the event has nothing there. */
export const cellValue = (name: string, { record, email }: AuditEvent): CellValue | undefined => {
  if (name === 'email')
    return email && { text: email.value, property: email.email ? 'email' : email.property };
  if (!isFieldName(name) && !isReadingName(name)) return extraValue(name, record);
  const value = suppliedIn(record, name);
  return value && { text: value.value, property: value.property };
};

/**
 * What the cell of a column holds.
 * @param dated whether the date stands before the time
 */
const cellOf =
  (name: string): Cells['cellOf'] =>
  (event, zone, dated) => {
    if (name === 'time') return timeCell(event.time, zone, dated);
    const value = cellValue(name, event);
    if (!value) return null;
    const isId = name === 'email' && event.email?.email === false;
    if (isId)
      return valueCell({ label: labelOf(value.property ?? name), ...value }, <IdMark text={value.text} />);
    const shown = name === 'step_result' ? <ResultBadge value={value.text} /> : undefined;
    return valueCell({ label: labelOf(name), ...value }, shown);
  };

/** The columns of these names, in their order. */
export const columnsOf = (names: readonly string[]) =>
  helper.columns(
    names.map((name) => helper.display({ id: name, header: labelOf(name), meta: { cellOf: cellOf(name) } })),
  );

const IdMark = ({ text }: { readonly text: string }) => (
  <>
    <small title="No address is known for this user">id</small> {text}
  </>
);
