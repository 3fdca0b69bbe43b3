import { isScalar } from './exact-number.ts';
import { extraPrefix, isExtra } from './fields.ts';
import { type AuditRecord, type ReadEmail, formerNameOf } from './record.ts';

/**
 * The value that a record has in a column, as JSON has it; undefined when it lacks it. So it is exported.
 * @param email the record’s, as `emailOf` reads it
 */
export const columnValue = (record: AuditRecord, column: string, email: ReadEmail | undefined): unknown => {
  if (column === 'email') return email?.value;
  const name = isExtra(column) ? column.slice(extraPrefix.length) : column;
  return Object.hasOwn(record, name) ? record[name] : undefined;
};

/** A value with the property that it filters by: objects and lists filter nothing. */
export type ColumnContent = { readonly value: unknown; readonly property?: string };

/**
 * What a column shows of a record, so that no old record looks empty: its value, else that of the deprecated property
 * in its place. Undefined when neither says anything.
 */
export const columnContent = (
  record: AuditRecord,
  column: string,
  email: ReadEmail | undefined,
): ColumnContent | undefined => {
  if (column === 'email')
    return email && { value: email.value, property: email.email ? 'email' : email.property };
  const property = [column, formerNameOf(column) ?? column].find((name) => {
    const value = columnValue(record, name, email);
    return value !== undefined && value !== '';
  });
  if (property === undefined) return undefined;
  const value = columnValue(record, property, email);
  return isScalar(value) ? { value, property } : { value };
};
