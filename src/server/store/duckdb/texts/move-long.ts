import type { DuckDBConnection } from '@duckdb/node-api';
import { fields } from '../../../../contract/fields.ts';
import { hash64 } from '../../hash.ts';
import { slicesOfEvents } from '../event-slices.ts';
import { extraJson } from '../extra.ts';
import { recordOf, shown } from '../list.ts';
import { Params, rowsOf, textIn, integerIn } from '../sql.ts';
import { type Writers, openWriters } from '../tables.ts';
import { LongTexts } from './long-texts.ts';
import { batchesByBytes } from './batches-by-bytes.ts';
import { textMark } from '../../../records/column-text.ts';
import { type LongText, shortened, shortest, storedText } from './stand-in.ts';

/** So many events are looked through at a time. */
const eventsAtOnce = 40_960n;

const columns: readonly (readonly [string, number])[] = [
  ...fields.map(({ name }) => [name, shortest.field] as const),
  ['id', shortest.field],
  ['extra', shortest.extra],
];

/** Sequences of the events of a slice that may hold a long text, in batches that fit into memory. */
const sequencesInBatches = async (
  connection: DuckDBConnection,
  slice: string,
): Promise<readonly bigint[][]> => {
  const params = new Params();
  const [bom, own] = [params.text('.\uFEFF'), params.text(textMark)];
  const isLong = columns.map(
    ([name, bytes]) =>
      `strlen(${name}) > ${bytes} OR contains(${name}, substr(${bom}, 2)) OR contains(${name}, ${own})`,
  );
  const size = columns.map(([name]) => `coalesce(strlen(${name}), 0)`).join(' + ');
  const rows = await rowsOf(
    connection,
    `SELECT sequence, ${size} AS size FROM events WHERE ${slice} AND (${isLong.join(' OR ')}) ORDER BY sequence`,
    params,
  );
  return batchesByBytes(rows, ({ size: bytes }) => Number(bytes)).map((batch) =>
    batch.map((row) => integerIn(row, 'sequence')),
  );
};

/** What a column of these events is from now on. */
class Changes {
  readonly #changes = new Map<string, { readonly sequences: bigint[]; readonly values: string[] }>();

  set(column: string, sequence: bigint, value: string): void {
    const own = this.#changes.get(column) ?? { sequences: [], values: [] };
    this.#changes.set(column, own);
    own.sequences.push(sequence);
    own.values.push(value);
  }

  async write(connection: DuckDBConnection): Promise<void> {
    for (const [column, { sequences, values }] of this.#changes) {
      const params = new Params();
      const changed = `SELECT unnest(${params.integers(sequences)}) AS sequence, unnest(${params.list(values)}) AS value`;
      const value = column === 'id_key' ? 'CAST(changed.value AS UBIGINT)' : 'changed.value';
      await connection.run(
        `UPDATE events SET ${column} = ${value} FROM (${changed}) changed WHERE events.sequence = changed.sequence`,
        params.values,
        params.types,
      );
    }
  }
}

/** Move the long texts of a few events. @returns whether there were any */
const moveOf = async (
  connection: DuckDBConnection,
  writers: Writers,
  texts: LongTexts,
  sequences: readonly bigint[],
): Promise<boolean> => {
  const params = new Params();
  const rows = await rowsOf(
    connection,
    `SELECT ${shown} FROM events WHERE sequence IN (SELECT unnest(${params.integers(sequences)}))`,
    params,
  );
  const changes = new Changes();
  const long: LongText[] = [];
  for (const row of rows) {
    const sequence = integerIn(row, 'sequence');
    const before = recordOf(row);
    const { record, long: own } = shortened(before);
    long.push(...own);
    for (const { name } of fields) {
      const value = record[name];
      if (value !== undefined && value !== before[name]) changes.set(name, sequence, value);
    }
    const extra = extraJson(record);
    if (extra !== undefined && extra !== row['extra']) changes.set('extra', sequence, extra);
    const id = textIn(row, 'id');
    const stored = storedText(id, 'request_id');
    if (stored === id) continue;
    long.push({ standIn: stored, text: id, property: 'id' });
    changes.set('id', sequence, stored);
    changes.set('id_key', sequence, String(hash64(stored)));
  }
  if (long.length === 0) return false;
  const learned = await texts.learn(long, (sql, own) => rowsOf(connection, sql, own));
  await writers.longKeys(connection, learned.keys);
  await writers.longTexts(connection, learned.pieces);
  texts.remember(learned);
  await changes.write(connection);
  return true;
};

/**
 * Move texts that are too long for the columns of the stored events to where they lie in pieces, within the
 * transaction that is open: for a store of a version that held them in the columns.
 * @returns whether any event has changed
 */
export const moveLongTexts = async (connection: DuckDBConnection): Promise<boolean> => {
  const writers = await openWriters(connection);
  const texts = await LongTexts.load(connection);
  let isMoved = false;
  for await (const slice of slicesOfEvents(connection, eventsAtOnce))
    for (const sequences of await sequencesInBatches(connection, slice))
      if (await moveOf(connection, writers, texts, sequences)) isMoved = true;
  return isMoved;
};
