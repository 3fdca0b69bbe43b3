import type { z } from 'zod';
import {
  type AttemptExportColumn,
  attemptColumnValue,
  attemptExportNames,
  type attemptExportQuerySchema,
} from '../../../contract/attempt-export.ts';
import { type Attempt, attemptSchema } from '../../../contract/attempts.ts';
import type { ExportFormat } from '../../../contract/export.ts';
import type { Answering } from '../answering.ts';
import { readAttempts } from '../attempts/attempt-list.ts';
import { attemptScopeOf } from '../attempts/attempt-scope.ts';
import { refuseUnknownZone } from '../bucket-frame.ts';
import { type Exporting, exporting } from './exporting.ts';
import { csvRows, ndjsonRows, ofColumns } from './lines.ts';
import type { RunningExports } from './running.ts';

/**
 * Attempts read at a time. What surrounds them is looked up once for all: 100 at a time, as the table reads them, take
 * three times as long, and more than this would hold more in memory for little.
 */
const pageSize = 1_000;

const inCell = (attempt: Attempt, column: AttemptExportColumn): unknown => {
  const value = attemptColumnValue(attempt, column);
  return Array.isArray(value) ? value.join('; ') : value;
};

const linesOf = (
  attempts: readonly Attempt[],
  format: ExportFormat,
  columns: readonly AttemptExportColumn[] | undefined,
): string => {
  if (format === 'csv')
    return csvRows(
      attempts.map((attempt) => (columns ?? attemptExportNames).map((column) => inCell(attempt, column))),
    );
  return ndjsonRows(
    attempts.map((attempt) =>
      columns
        ? ofColumns(columns, (column) => attemptColumnValue(attempt, column))
        : attemptSchema.parse(attempt),
    ),
  );
};

/**
 * An export of attempts, each as the list answers it.
 * @param warn is told of attempts that could not be read
 * @throws BadParameter by name
 */
export const exportAttempts = async (
  answering: Answering,
  query: z.output<typeof attemptExportQuerySchema>,
  exports: RunningExports,
  warn: (error: unknown) => void,
): Promise<Exporting> => {
  const { format, columns, order, tz } = query;
  refuseUnknownZone(tz);
  const scope = await attemptScopeOf(answering, query);
  return exporting(answering, query, 'sign-in-attempts', exports, async function* (asking) {
    if (format === 'csv') yield { text: csvRows([columns ?? attemptExportNames]), rows: 0 };
    const presenting = { ...answering, asking, zone: tz, to: scope.to };
    const all = readAttempts(presenting, { ...scope, order }, { wanted: Infinity, atOnce: pageSize }, warn);
    for await (const { attempts } of all)
      yield { text: linesOf(attempts, format, columns), rows: attempts.length };
  });
};
