import { isScalar } from './exact-number.ts';
import { extraPrefix, isExtra, isReadingName } from './fields.ts';
import { type AuditRecord, type ReadEmail, suppliedIn } from './record.ts';

/**
 * The value that a record has in a column, as JSON has it; undefined when it lacks it. So it is exported.
 * @param email the record’s, as `emailOf` reads it
 */
export const columnValue = (record: AuditRecord, column: string, email: ReadEmail | undefined): unknown => {
  if (column === 'email') return email?.value;
  if (isReadingName(column)) return suppliedIn(record, column)?.value;
  const name = isExtra(column) ? column.slice(extraPrefix.length) : column;
  return Object.hasOwn(record, name) ? record[name] : undefined;
};

/** A value with the property that it filters by: objects and lists filter nothing. */
export type ColumnContent = { readonly value: unknown; readonly property?: string };

/** What a column shows of a record; undefined when the record says nothing there. */
export const columnContent = (
  record: AuditRecord,
  column: string,
  email: ReadEmail | undefined,
): ColumnContent | undefined => {
  if (column === 'email')
    return email && { value: email.value, property: email.email ? 'email' : email.property };
  const value = columnValue(record, column, email);
  if (value === undefined || value === '') return undefined;
  return isScalar(value) ? { value, property: column } : { value };
};
