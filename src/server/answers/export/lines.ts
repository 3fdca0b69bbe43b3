import { stringify } from 'csv-stringify/sync';
import { writeJson } from '../../../contract/exact-number.ts';
import { neutralised, quotedFor } from '../../../contract/spreadsheet-cell.ts';
import { valueText } from '../../../contract/value-text.ts';

const cellOf = (value: unknown): string => (value === undefined ? '' : neutralised(valueText(value)));

/** Rows of values as lines of CSV, ended by CR LF as RFC 4180 has it; the header is one of them. */
export const csvRows = (rows: readonly (readonly unknown[])[]): string =>
  stringify(
    rows.map((row) => row.map(cellOf)),
    { record_delimiter: '\r\n', quoted_match: quotedFor },
  );

// these end a line for some readers, and JSON leaves them as they are
const lineEnds = /[\u0085\u2028\u2029]/g;

const escaped = (end: string): string => `\\u${end.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Objects as lines of JSON, each one line to every reader. */
export const ndjsonRows = (rows: readonly object[]): string =>
  rows.map((row) => `${writeJson(row).replaceAll(lineEnds, escaped)}\n`).join('');

/** An object of columns, without those that have nothing. */
export const ofColumns = <Column extends string>(
  columns: readonly Column[],
  valueOf: (column: Column) => unknown,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    columns.flatMap((column) => {
      const value = valueOf(column);
      return value === undefined ? [] : [[column, value]];
    }),
  );
