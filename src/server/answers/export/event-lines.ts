import { columnValue } from '../../../contract/column-value.ts';
import { type AuditRecord, emailOf } from '../../../contract/record.ts';
import { csvRows, ndjsonRows, ofColumns } from './lines.ts';

type Emails = Readonly<Record<string, string>>;

/** Records as lines of CSV, one cell a column. */
export const csvLines = (
  records: readonly AuditRecord[],
  columns: readonly string[],
  emails: Emails,
): string =>
  csvRows(
    records.map((record) => {
      const email = emailOf(record, emails);
      return columns.map((column) => columnValue(record, column, email));
    }),
  );

/** Records as lines of JSON: whole, or only the columns asked for. */
export const ndjsonLines = (
  records: readonly AuditRecord[],
  columns: readonly string[] | undefined,
  emails: Emails,
): string =>
  ndjsonRows(
    records.map((record) => {
      const email = emailOf(record, emails);
      return columns ? ofColumns(columns, (column) => columnValue(record, column, email)) : record;
    }),
  );
