import type { DuckDBConnection } from '@duckdb/node-api';
import type { Micros } from '../../../../contract/instant.ts';
import { hash64 } from '../../hash.ts';
import { searchedColumns } from '../conditions.ts';
import { readMeta, writeMeta } from '../meta.ts';
import { Params, type Row, integerIn } from '../sql.ts';

/*
 * Which texts occur in which events, so that the free text is looked for only where it can be. The events are told of in
 * blocks, in the order of arrival; those after the last block are looked at themselves. What is told of a block may be too
 * much, never too little: events that are taken away later change nothing in it, and none is ever put into it.
 */

/** Of a column with a new value every so many events is told which pairs of characters occur in them: ids, mostly. */
const eventsOfValue = 16;

/**
 * - `text_values`: different values of columns, each once
 * - `text_blocks`: the events with `sequence` in (`after`, `up_to`], by column: whether all of its values are listed, or all
 *   `pairs` of characters in them, in lower case, each with a bar behind it; neither: it may hold anything. `first` is the
 *   time of the block's earliest event, `since` how far events had been removed.
 * - `text_lists`: which values are listed of a block
 */
const tables = `
CREATE TABLE text_values (number BIGINT NOT NULL, property VARCHAR NOT NULL, value VARCHAR NOT NULL);
CREATE TABLE text_lists (after BIGINT NOT NULL, number BIGINT NOT NULL);
CREATE TABLE text_blocks (after BIGINT NOT NULL, up_to BIGINT NOT NULL, first BIGINT, since BIGINT,
  property VARCHAR NOT NULL, listed BOOLEAN NOT NULL, pairs VARCHAR);`;

const signature = String(hash64([tables, ...searchedColumns].join('\n')));

/**
 * Make the tables, without a row when they were made in another way: they are filled in the background. Within the
 * transaction that is open. @param isStale whether values came into the events that they cannot know of
 */
export const prepareTextBlocks = async (connection: DuckDBConnection, isStale: boolean): Promise<void> => {
  if (!isStale && (await readMeta(connection, 'texts')) === signature) return;
  for (const table of ['text_values', 'text_lists', 'text_blocks'])
    await connection.run(`DROP TABLE IF EXISTS ${table}`);
  await connection.run(tables);
  await writeMeta(connection, 'texts', signature);
};

type Ask = (sql: string, params?: Params) => Promise<readonly Row[]>;

/** Events in the order of arrival: `after < sequence <= upTo`. */
type Block = { readonly after: bigint; readonly upTo: bigint };

/** What there is to tell: events that are stored, up to which, and before which they were removed. */
type Told = { readonly sequence: bigint; readonly removedBefore: Micros | undefined };

/** The block to tell of next: one that holds values of events that were removed, or the first that is complete. */
const dueBlock = async (ask: Ask, size: number, told: Told): Promise<Block | undefined> => {
  const params = new Params();
  const removed = params.integer(told.removedBefore ?? -(2n ** 63n));
  const [stale] = await ask(
    `SELECT after, up_to FROM text_blocks WHERE first < ${removed} AND (since IS NULL OR since < ${removed}) LIMIT 1`,
    params,
  );
  if (stale) return { after: integerIn(stale, 'after'), upTo: integerIn(stale, 'up_to') };
  const [last] = await ask('SELECT coalesce(max(up_to), 0) AS up_to FROM text_blocks');
  const after = last ? integerIn(last, 'up_to') : 0n;
  const upTo = after + BigInt(size);
  return upTo > told.sequence ? undefined : { after, upTo };
};

/** What there is to tell of a block; `table` holds it: values of columns that are listed, and of each other its pairs. */
export type BlockTexts = Block & {
  readonly first: bigint | null;
  readonly since: bigint | null;
  readonly listed: readonly string[];
  readonly table: string;
};

/** The SQL of all pairs in a column, unless letters may fold otherwise than to one, or a long text is among them. */
const pairsOf = (column: string, within: string): string => `(
  WITH own AS MATERIALIZED
    (SELECT DISTINCT lower(${column}) AS value FROM events WHERE ${within} AND ${column} IS NOT NULL)
  SELECT CASE WHEN (SELECT bool_and(strlen(value) = length(value)) FROM own) THEN
    coalesce((SELECT string_agg(DISTINCT substr(value, place, 2) || '|', '')
      FROM (SELECT value, unnest(range(1, length(value))) AS place FROM own)), '') END)`;

/**
 * Read what there is to tell of one block more, or of one anew that is told of by events which were removed: long work,
 * beside which anything may be written. @param size so many events make a block
 * @param table the name of a temporary table, which is made
 */
export const readBlock = async (
  ask: Ask,
  size: number,
  told: Told,
  table: string,
): Promise<BlockTexts | undefined> => {
  const block = await dueBlock(ask, size, told);
  if (!block) return undefined;
  const within = `sequence > ${block.after} AND sequence <= ${block.upTo}`;
  const sizes = searchedColumns.map((column) => `approx_count_distinct(${column}) AS ${column}`);
  const [row] = await ask(`SELECT min(time) AS first, ${sizes.join(', ')} FROM events WHERE ${within}`);
  const listed = searchedColumns.filter(
    (column) => Number(row?.[column] ?? 0) * eventsOfValue <= Number(block.upTo - block.after),
  );
  await ask(`CREATE TEMP TABLE ${table} (property VARCHAR, value VARCHAR)`);
  for (const column of searchedColumns)
    if (listed.includes(column))
      await ask(`INSERT INTO ${table} SELECT DISTINCT '${column}', ${column} FROM events
        WHERE ${within} AND ${column} IS NOT NULL`);
    // a user_id is found by addresses, too, which its characters do not tell
    else if (column !== 'user_id')
      await ask(`INSERT INTO ${table} SELECT '${column}', ${pairsOf(column, within)}`);
  const first = row?.['first'] === null || row === undefined ? null : integerIn(row, 'first');
  return { ...block, first, since: told.removedBefore ?? null, listed, table };
};

/** Tell of a block what was read, in a transaction of its own. On failure it is to be rolled back. */
export const writeBlock = async (
  ask: Ask,
  { after, upTo, first, since, listed, table }: BlockTexts,
): Promise<void> => {
  await ask('BEGIN');
  const isNew = (await ask(`DELETE FROM text_blocks WHERE after = ${after} RETURNING after`)).length === 0;
  if (!isNew) await ask(`DELETE FROM text_lists WHERE after = ${after}`);
  for (const column of searchedColumns) {
    const isListed = listed.includes(column);
    const own = `SELECT value FROM ${table} WHERE property = '${column}'`;
    if (isListed) {
      await ask(`INSERT INTO text_values
        SELECT (SELECT coalesce(max(number), 0) FROM text_values) + row_number() OVER (), '${column}', value
        FROM (${own}) WHERE value NOT IN (SELECT value FROM text_values WHERE property = '${column}')`);
      await ask(`INSERT INTO text_lists SELECT ${after}, number FROM text_values
        WHERE property = '${column}' AND value IN (${own})`);
    }
    const pairs = isListed ? 'NULL' : `(${own})`;
    await ask(
      `INSERT INTO text_blocks SELECT ${after}, ${upTo}, ${first}, ${since}, '${column}', ${isListed}, ${pairs}`,
    );
  }
  if (!isNew) await ask('DELETE FROM text_values WHERE number NOT IN (SELECT number FROM text_lists)');
  await ask('COMMIT');
};
