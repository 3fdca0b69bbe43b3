import type { z } from 'zod';
import type { exportQuerySchema } from '../../../contract/export.ts';
import { extraPrefix, fields } from '../../../contract/fields.ts';
import type { StoredEvent } from '../../records/stored-event.ts';
import { readBatches } from '../../store/batches.ts';
import type { Asking } from '../../store/questions/scope.ts';
import type { Store } from '../../store/store.ts';
import type { Answering } from '../answering.ts';
import { scopeOf } from '../scope.ts';
import { csvLines, ndjsonLines } from './event-lines.ts';
import { type Exporting, type ReadParts, exporting } from './exporting.ts';
import { csvRows } from './lines.ts';
import type { RunningExports } from './running.ts';

/** Records read at a time: memory stays at a few of these, however long the export. */
const pageSize = 2_000;

const allColumns = async (store: Store, asking: Asking): Promise<string[]> => [
  'time',
  ...fields.map(({ name }) => name),
  ...(await store.events.extras({}, asking)).map((name) => `${extraPrefix}${name}`),
];

/**
 * An export of events.
 * @throws BadParameter by name
 */
export const exportEvents = (
  answering: Answering,
  query: z.output<typeof exportQuerySchema>,
  exports: RunningExports,
): Exporting => {
  const { store, now } = answering;
  const { format, order } = query;
  const scope = scopeOf(query, now);
  const read: ReadParts = async function* (asking) {
    const columns = query.columns ?? (format === 'csv' ? await allColumns(store, asking) : undefined);
    const needsEmails = columns?.includes('email') === true;
    if (format === 'csv' && columns) yield { text: csvRows([columns]), rows: 0 };
    for await (const { items } of readBatches<StoredEvent>(
      { wanted: Infinity, atOnce: pageSize },
      async (limit, after) => {
        const { events, more } = await store.events.list(
          { ...scope, order, limit, ...(after ? { after } : {}) },
          asking,
        );
        return { items: events, more };
      },
    )) {
      const records = items.map(({ record }) => record);
      const userIds = records.flatMap(({ user_id: id }) => id ?? []);
      const emails = needsEmails ? await store.events.emails({ userIds }, asking) : {};
      yield {
        text:
          format === 'csv' && columns
            ? csvLines(records, columns, emails)
            : ndjsonLines(records, columns, emails),
        rows: records.length,
      };
    }
  };
  return exporting(answering, query, 'authentication-audit', exports, read);
};
