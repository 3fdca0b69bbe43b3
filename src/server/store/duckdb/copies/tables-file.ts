import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { StoreError } from '../../store-error.ts';

/** The file of a copy that says which tables there are; the rows of each are a Parquet file of its name. */
export const tablesFile = 'tables.json';

const name = z.string().regex(/^[a-z_]\w*$/);
const columnSchema = z.object({
  name: z.string().min(1).max(256),
  type: z.string().regex(/^[A-Z]+(\[\])?$/),
  required: z.boolean(),
});
const tableSchema = z.object({
  columns: z.array(columnSchema).min(1),
  /** Absent of what is made anew from the others. */
  rows: z.number().int().min(0).optional(),
});
const tablesSchema = z.record(name, tableSchema);

export type CopiedColumn = z.output<typeof columnSchema>;
type CopiedTable = z.output<typeof tableSchema>;
export type CopiedTables = Readonly<Record<string, CopiedTable>>;

/** @throws StoreError when it is none that this program wrote */
export const readTables = async (copy: string): Promise<CopiedTables> => {
  const text = await readFile(join(copy, tablesFile), 'utf8');
  try {
    return tablesSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new StoreError('failed', `${join(copy, tablesFile)} is none that a backup has.`, { cause: error });
  }
};

/** The name of a column as a statement has it. */
export const columnSql = (column: string): string => `"${column.replaceAll('"', '""')}"`;

/** A path as a statement has it. */
export const pathSql = (path: string): string => `'${path.replaceAll("'", "''")}'`;

/** Parquet has no integers of 128 bits: they are two of 64 there, as their text takes the engine a minute a million. */
const halves = ({ name: column }: CopiedColumn) => ({
  high: columnSql(`${column}_high`),
  low: columnSql(`${column}_low`),
});
const isWide = ({ type }: CopiedColumn): boolean => type === 'UHUGEINT';

/** A table’s columns as Parquet holds them. */
export const written = (columns: readonly CopiedColumn[]): string =>
  columns
    .map((column) => {
      const value = columnSql(column.name);
      if (!isWide(column)) return value;
      const { high, low } = halves(column);
      return `CAST(${value} >> 64 AS UBIGINT) AS ${high}, CAST(${value} & ${2n ** 64n - 1n} AS UBIGINT) AS ${low}`;
    })
    .join(', ');

/** The same, read again. */
export const readBack = (columns: readonly CopiedColumn[]): string =>
  columns
    .map((column) => {
      if (!isWide(column)) return columnSql(column.name);
      const { high, low } = halves(column);
      return `(CAST(${high} AS UHUGEINT) << 64) | CAST(${low} AS UHUGEINT)`;
    })
    .join(', ');
