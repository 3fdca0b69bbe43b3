import { createColumnHelper, tableFeatures } from '@tanstack/react-table';
import { type FieldName, extraPrefix, isFieldName, labelOf } from '../../../contract/fields.ts';
import { type AuditRecord, type Supplied, resultOf, stageOf } from '../../../contract/record.ts';
import type { AuditEvent } from '../../api/events.ts';
import { TextCell, TimeCell } from '../../audit/grid-cells.tsx';
import { ResultBadge } from '../../audit/result-badge.tsx';

export const features = tableFeatures({});
const helper = createColumnHelper<typeof features, AuditEvent>();

const headings: Readonly<Record<string, string>> = { result: 'Event' };

/** What heads a column. */
export const headingOf = (name: string): string =>
  Object.hasOwn(headings, name) ? (headings[name] ?? name) : labelOf(name);

/** Two columns take their value from a deprecated property where the present one is missing. */
const supplied = (name: FieldName, record: AuditRecord): Supplied | undefined => {
  if (name === 'event_name') return stageOf(record);
  if (name === 'result') return resultOf(record);
  const value = record[name];
  return value === undefined ? undefined : { property: name, value };
};

/** A value as a cell shows it, and what it filters by: objects and lists filter nothing. */
type CellValue = {
  readonly text: string;
  readonly filter?: { readonly property: string; readonly value: string };
};

const extraValue = (property: string, record: AuditRecord): CellValue | undefined => {
  const name = property.slice(extraPrefix.length);
  const value = Object.hasOwn(record, name) ? record[name] : undefined;
  if (value === undefined) return undefined;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return typeof value === 'object' && value !== null ? { text } : { text, filter: { property, value: text } };
};

/** What the cell of a column shows of an event; undefined when the event has nothing there. */
export const cellValue = (name: string, { record, email }: AuditEvent): CellValue | undefined => {
  if (name === 'email')
    return (
      email && {
        text: email.value,
        filter: { property: email.email ? 'email' : email.property, value: email.value },
      }
    );
  if (!isFieldName(name)) return extraValue(name, record);
  const value = supplied(name, record);
  return value && { text: value.value, filter: value };
};

const ValueCell = ({ name, event }: { readonly name: string; readonly event: AuditEvent }) => {
  const value = cellValue(name, event);
  if (!value) return null;
  const isId = name === 'email' && event.email?.email === false;
  return (
    <TextCell label={isId ? 'User' : headingOf(name)} {...value}>
      {isId ? (
        <IdMark text={value.text} />
      ) : name === 'result' ? (
        <ResultBadge value={value.text} />
      ) : undefined}
    </TextCell>
  );
};

/** The columns of these names, in their order. */
export const columnsOf = (names: readonly string[]) =>
  helper.columns(
    names.map((name) =>
      helper.display({
        id: name,
        header: headingOf(name),
        cell: ({ row: { original } }) =>
          name === 'time' ? <TimeCell time={original.time} /> : <ValueCell name={name} event={original} />,
      }),
    ),
  );

const IdMark = ({ text }: { readonly text: string }) => (
  <>
    <small title="No address is known for this user">id</small> {text}
  </>
);
