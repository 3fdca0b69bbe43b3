import type { DuckDBConnection } from '@duckdb/node-api';
import { fields } from '../../../contract/fields.ts';
import { rewriteEvents } from './event-slices.ts';
import { extrasJson, parseExtra } from './extra.ts';
import { Params, rowsOf, integerIn, textIn } from './sql.ts';
import { type Table, definition, rowWriter, textColumn } from './tables.ts';
import { batchesByBytes } from './texts/batches-by-bytes.ts';

const isEmpty = fields.map(({ name }) => `${name} = ''`).join(' OR ');

// an event has the extras that it came with, or none: never an object without members
const withEmpty = `CASE WHEN ${isEmpty} THEN
    '{' || array_to_string(list_filter([${fields
      .map(({ name }) => `CASE WHEN ${name} = '' THEN '"${name}":""' END`)
      .join(', ')}, substr(extra, 2, length(extra) - 2)], lambda member: member IS NOT NULL), ',') || '}'
  ELSE extra END`;

const withoutEmpty = fields.map(({ name }) => `nullif(${name}, '') AS ${name}`).join(', ');

/** Extras are the JSON that JavaScript writes: a value that may have to be a text follows so, be it within another. */
const isMarked = String.raw`regexp_matches(extra, ':(?:[\[{]|-?[0-9.]*e|-?[0-9]+\.[0-9]{5}|-?[0-9.]{15})')`;

type Marked = { readonly sequence: bigint; readonly extra: string };

const markedTable: Table<Marked> = {
  name: 'marked',
  columns: new Map([
    ['sequence', { type: 'BIGINT', write: (to, { sequence }) => to.appendBigInt(sequence) }],
    ['extra', textColumn(({ extra }) => extra)],
  ]),
};

/** Lay beside the events of a slice the extras that the engine is to hold otherwise. */
const markIn = async (connection: DuckDBConnection, slice: string): Promise<void> => {
  const append = rowWriter(markedTable, [...markedTable.columns.keys()]);
  await connection.run(`CREATE OR REPLACE TEMP TABLE marked ${definition(markedTable)}`);
  const sizes = await rowsOf(
    connection,
    `SELECT sequence, strlen(extra) AS size FROM events WHERE ${slice} AND ${isMarked}`,
  );
  for (const batch of batchesByBytes(sizes, ({ size }) => Number(size))) {
    const params = new Params();
    const own = params.integers(batch.map((row) => integerIn(row, 'sequence')));
    const sql = `SELECT sequence, extra FROM events WHERE ${slice} AND sequence IN (SELECT unnest(${own}))`;
    await append(
      connection,
      (await rowsOf(connection, sql, params)).map((row) => ({
        sequence: integerIn(row, 'sequence'),
        extra: extrasJson(Object.entries(parseExtra(textIn(row, 'extra')))),
      })),
    );
  }
};

/**
 * Have the stored events held as they are now, within the transaction that is open: for a store of a version whose columns
 * held empty texts, and whose extras held values of which the engine wrote another text.
 * @returns whether any event has changed
 */
export const renewStoredForm = async (connection: DuckDBConnection): Promise<boolean> => {
  const first = `SELECT 1 FROM events WHERE ${isEmpty} OR ${isMarked} LIMIT 1`;
  if ((await rowsOf(connection, first)).length === 0) return false;
  await rewriteEvents(connection, async (slice) => {
    await markIn(connection, slice);
    return `SELECT * REPLACE (${withEmpty} AS extra, ${withoutEmpty}) FROM (
        SELECT stored.* REPLACE (coalesce(marked.extra, stored.extra) AS extra)
        FROM (SELECT * FROM events WHERE ${slice}) stored LEFT JOIN marked ON marked.sequence = stored.sequence)
      ORDER BY sequence`;
  });
  await connection.run('DROP TABLE marked');
  return true;
};
