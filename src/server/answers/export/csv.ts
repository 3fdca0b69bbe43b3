import { stringify } from 'csv-stringify/sync';
import { columnValue } from '../../../contract/column-value.ts';
import { writeJson } from '../../../contract/exact-number.ts';
import { valueText } from '../../../contract/value-text.ts';
import { type AuditRecord, emailOf } from '../../../contract/record.ts';
import { neutralised, quotedFor } from '../../../contract/spreadsheet-cell.ts';

const cellOf = (value: unknown): string => (value === undefined ? '' : neutralised(valueText(value)));

/** The header line: the columns' names, ended by CR LF as RFC 4180 has it. */
export const csvHeader = (columns: readonly string[]): string => csvOf([columns.map(neutralised)]);

/** Records as lines of CSV, one cell a column. */
export const csvLines = (
  records: readonly AuditRecord[],
  columns: readonly string[],
  emails: Readonly<Record<string, string>>,
): string =>
  csvOf(
    records.map((record) => {
      const email = emailOf(record, emails);
      return columns.map((column) => cellOf(columnValue(record, column, email)));
    }),
  );

const csvOf = (rows: readonly (readonly string[])[]): string =>
  stringify([...rows], { record_delimiter: '\r\n', quoted_match: quotedFor });

// these end a line for some readers, and JSON leaves them as they are
const lineEnds = /[\u0085\u2028\u2029]/g;

const escaped = (end: string): string => `\\u${end.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Records as lines of JSON, each one line to every reader: whole, or only the columns asked for. */
export const ndjsonLines = (
  records: readonly AuditRecord[],
  columns: readonly string[] | undefined,
  emails: Readonly<Record<string, string>>,
): string =>
  records
    .map((record) => {
      const email = emailOf(record, emails);
      const shown = columns
        ? Object.fromEntries(
            columns.flatMap((column) => {
              const value = columnValue(record, column, email);
              return value === undefined ? [] : [[column, value]];
            }),
          )
        : record;
      return `${writeJson(shown).replaceAll(lineEnds, escaped)}\n`;
    })
    .join('');
