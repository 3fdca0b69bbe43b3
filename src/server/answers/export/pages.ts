import type { z } from 'zod';
import type { exportQuerySchema } from '../../../contract/export.ts';
import { extraPrefix, fields } from '../../../contract/fields.ts';
import { formatInstant } from '../../../contract/instant.ts';
import type { Answering } from '../answering.ts';
import { readBatches } from '../../store/batches.ts';
import type { StoredEvent } from '../../records/stored-event.ts';
import type { Asking, EventScope } from '../../store/questions/scope.ts';
import type { Store } from '../../store/store.ts';
import { csvHeader, csvLines, ndjsonLines } from './csv.ts';
import { scopeOf } from '../scope.ts';
import type { RunningExport, RunningExports } from './running.ts';

/** Records read at a time: memory stays at a few of these, however long the export. */
const pageSize = 2_000;

type Wanted = Pick<z.output<typeof exportQuerySchema>, 'format' | 'order' | 'columns'> & {
  readonly scope: EventScope;
};

const allColumns = async (store: Store, asking: Asking): Promise<string[]> => [
  'time',
  ...fields.map(({ name }) => name),
  ...(await store.events.extras({}, asking)).map((name) => `${extraPrefix}${name}`),
];

/** The export page by page, as text. Throws when a query fails or is stopped: the connection then breaks off. */
async function* read(store: Store, wanted: Wanted, running: RunningExport, asking: Asking) {
  const { format, scope, order } = wanted;
  const columns = wanted.columns ?? (format === 'csv' ? await allColumns(store, asking) : undefined);
  const needsEmails = columns?.includes('email') === true;
  if (format === 'csv' && columns) yield csvHeader(columns);
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
    if (records.length > 0)
      yield format === 'csv' && columns
        ? csvLines(records, columns, emails)
        : ndjsonLines(records, columns, emails);
    running.progress.rows += records.length;
  }
}

/** The same, which notes how it ends. */
async function* pagesOf(
  store: Store,
  wanted: Wanted,
  running: RunningExport,
  asking: Asking,
): AsyncGenerator<string> {
  try {
    yield* read(store, wanted, running, asking);
    running.progress.state = 'done';
  } finally {
    if (running.progress.state === 'running') running.progress.state = 'broken';
  }
}

/**
 * An export: what its file is called, and how to begin it, which answers its text page by page.
 * @throws BadParameter by name; `begin` AlreadyRunning
 */
export const answerExport = (
  { store, now, asking }: Answering,
  query: z.output<typeof exportQuerySchema>,
  exports: RunningExports,
): { readonly fileName: string; readonly begin: () => AsyncGenerator<string> } => {
  const wanted = { ...query, scope: scopeOf(query, now) };
  const stamp = formatInstant(now).slice(0, 16).replace(':', '');
  return {
    fileName: `authentication-audit-${stamp}Z.${query.format}`,
    begin: () => {
      const running = exports.begin(query.export_id);
      const signal = AbortSignal.any([running.stop.signal, ...(asking.signal ? [asking.signal] : [])]);
      // each page waits for its turn: an export is long by nature, and its answer has begun
      return pagesOf(store, wanted, running, { ...asking, signal, isPatient: true });
    },
  };
};
