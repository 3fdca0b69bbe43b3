import { extraPrefix, fields } from '../../contract/fields.ts';
import { readPortions } from '../store/batches.ts';
import type { StoredEvent } from '../records/stored-event.ts';
import type { Asking, EventScope } from '../store/questions/scope.ts';
import type { Store } from '../store/store.ts';
import { csvHeader, csvLines, ndjsonLines } from './csv.ts';
import type { RunningExport } from './running.ts';

/** Records read at a time: memory stays at a few of these, however long the export. */
const pageSize = 2_000;

type Wanted = {
  readonly scope: EventScope;
  readonly order: 'asc' | 'desc';
  readonly format: 'csv' | 'ndjson';
  readonly columns: readonly string[] | undefined;
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
  for await (const { items } of readPortions<StoredEvent>(
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
export async function* pagesOf(
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
