import { stringify } from 'csv-stringify/sync';
import { extraPrefix, isFieldName } from '../../contract/fields.ts';
import { valueText } from '../../contract/value-text.ts';
import { type AuditRecord, emailOf } from '../../contract/record.ts';

/** What a spreadsheet takes for a formula at the start of a cell, behind apostrophes of the value's own. */
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/;

/**
 * Keep a spreadsheet from running a cell: an apostrophe before what looks like a formula. Values that begin with
 * apostrophes and then one get another, so that taking one off a cell that matches restores every value.
 */
export const neutralised = (text: string): string => (formula.test(text) ? `'${text}` : text);

/** The inverse of `neutralised`. */
export const restored = (cell: string): string =>
  cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell;

/** The value of a record's column as JSON has it; undefined when the record lacks it. */
export const valueOf = (
  record: AuditRecord,
  column: string,
  emails: Readonly<Record<string, string>>,
): unknown => {
  if (column === 'email') {
    const email = emailOf(record, emails);
    return email?.value;
  }
  if (column === 'time' || isFieldName(column)) return record[column];
  const name = column.slice(extraPrefix.length);
  return Object.hasOwn(record, name) ? record[name] : undefined;
};

const cellOf = (value: unknown): string => {
  if (value === undefined) return '';
  return neutralised(valueText(value));
};

/** The header line: the columns' names, ended by CR LF as RFC 4180 has it. */
export const csvHeader = (columns: readonly string[]): string => csvOf([columns.map(neutralised)]);

/** Records as lines of CSV, one cell a column. */
export const csvLines = (
  records: readonly AuditRecord[],
  columns: readonly string[],
  emails: Readonly<Record<string, string>>,
): string => csvOf(records.map((record) => columns.map((column) => cellOf(valueOf(record, column, emails)))));

const csvOf = (rows: readonly (readonly string[])[]): string =>
  stringify([...rows], { record_delimiter: '\r\n', quoted_match: /[\r\n]/ });

/** Records as lines of JSON: whole, or only the columns asked for. */
export const ndjsonLines = (
  records: readonly AuditRecord[],
  columns: readonly string[] | undefined,
  emails: Readonly<Record<string, string>>,
): string =>
  records
    .map((record) => {
      const shown = columns
        ? Object.fromEntries(
            columns.flatMap((column) => {
              const value = valueOf(record, column, emails);
              return value === undefined ? [] : [[column, value]];
            }),
          )
        : record;
      return `${JSON.stringify(shown)}\n`;
    })
    .join('');
