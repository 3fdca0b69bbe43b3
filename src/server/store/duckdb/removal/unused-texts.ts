import type { DuckDBConnection } from '@duckdb/node-api';
import { isFieldName } from '../../../../contract/fields.ts';
import { textMark } from '../../../records/column-text.ts';
import { Params, type Row, numberIn, rowsOf, textIn } from '../sql.ts';
import { longKeyTable, longTextTable } from '../tables.ts';
import { batchesByBytes } from '../texts/batches-by-bytes.ts';
import { standInPattern } from '../texts/stand-in.ts';

type Ask = (sql: string, params: Params) => Promise<readonly Row[]>;

/** A long text that no event has any more in a property. */
export type UnusedText = { readonly key: string; readonly property: string; readonly bytes: number };

/** Where extras of all names lie; what one of them uses counts for all. */
const columnOf = (property: string): string =>
  property === 'id' || isFieldName(property) ? property : 'extra';

/** By column the keys of the long texts that events have. @param among a condition on events */
const readUses = async (
  properties: Iterable<string>,
  among: string,
  ask: Ask,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const uses = new Map<string, ReadonlySet<string>>();
  for (const column of new Set([...properties].map((property) => columnOf(property)))) {
    const params = new Params();
    const [mark, pattern] = [params.text(textMark), params.text(standInPattern)];
    const rows = await ask(
      `SELECT DISTINCT unnest(regexp_extract_all(${column}, ${pattern}, 1)) AS key FROM events
       WHERE ${among} AND contains(${column}, ${mark})`,
      params,
    );
    uses.set(column, new Set(rows.map((row) => textIn(row, 'key'))));
  }
  return uses;
};

/** Those of the texts that no event has. @param among a condition on events */
export const notUsed = async (
  texts: readonly UnusedText[],
  among: string,
  ask: Ask,
): Promise<readonly UnusedText[]> => {
  const properties = texts.map(({ property }) => property);
  const uses =
    texts.length === 0 ? new Map<string, ReadonlySet<string>>() : await readUses(properties, among, ask);
  return texts.filter(({ key, property }) => uses.get(columnOf(property))?.has(key) !== true);
};

/** All long texts, and where they were recorded. */
export const readTexts = async (ask: Ask): Promise<readonly UnusedText[]> =>
  (await ask(`SELECT DISTINCT key, property, bytes FROM ${longKeyTable.name}`, new Params())).map((row) => ({
    key: textIn(row, 'key'),
    property: textIn(row, 'property'),
    bytes: numberIn(row, 'bytes'),
  }));

/** Texts in batches that are removed in little time. */
export const batchesOfTexts = (texts: readonly UnusedText[]): readonly (readonly UnusedText[])[] =>
  batchesByBytes(texts, ({ bytes }) => bytes);

/** Remove texts from where they are not used, in one transaction; what is used nowhere goes. On failure it is to be rolled back. */
export const removeTexts = async (
  connection: DuckDBConnection,
  texts: readonly UnusedText[],
): Promise<void> => {
  const params = new Params();
  const keys = params.list(texts.map(({ key }) => key));
  const properties = params.list(texts.map(({ property }) => property));
  const unused = `(SELECT unnest(${keys}) AS key, unnest(${properties}) AS property)`;
  await connection.run('BEGIN');
  await rowsOf(
    connection,
    `DELETE FROM ${longKeyTable.name} WHERE (key, property) IN (FROM ${unused})`,
    params,
  );
  await connection.run(
    `DELETE FROM ${longTextTable.name} WHERE number NOT IN (SELECT number FROM ${longKeyTable.name})`,
  );
  await connection.run('COMMIT');
};
