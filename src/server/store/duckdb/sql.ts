import {
  BIGINT,
  type DuckDBConnection,
  type DuckDBDataChunk,
  type DuckDBType,
  type DuckDBValue,
  LIST,
  UBIGINT,
  UHUGEINT,
  VARCHAR,
  listValue,
} from '@duckdb/node-api';
import { type Micros, micros, microsPerDay } from '../../../contract/instant.ts';
import type { Run } from '../windows.ts';

/** Collects the values of a statement: each is bound, none is ever written into the SQL. */
export class Params {
  readonly values: DuckDBValue[] = [];
  readonly types: DuckDBType[] = [];

  #add(value: DuckDBValue, type: DuckDBType): string {
    this.values.push(value);
    this.types.push(type);
    return `$${this.values.length}`;
  }

  text(value: string): string {
    return this.#add(value, VARCHAR);
  }

  texts(values: readonly string[]): string {
    return values.map((value) => this.text(value)).join(', ');
  }

  // typed, because an untyped bigint is bound as HUGEINT, which casts the whole column and defeats pruning
  integer(value: bigint): string {
    return this.#add(value, BIGINT);
  }

  list(values: readonly string[]): string {
    return this.#add(listValue(values), LIST(VARCHAR));
  }

  integers(values: readonly bigint[]): string {
    return this.#add(listValue(values), LIST(BIGINT));
  }

  keys(values: readonly bigint[]): string {
    return this.#add(listValue(values), LIST(UBIGINT));
  }

  hashes(values: readonly bigint[]): string {
    return this.#add(listValue(values), LIST(UHUGEINT));
  }
}

/** A row by column name; lists are read by `textsIn` and `instantsIn`. */
export type Row = Readonly<Record<string, string | number | bigint | null>>;

const mistaken = (name: string, value: unknown, kind: string): TypeError =>
  new TypeError(
    `The engine told ${value === null ? 'nothing' : `a ${typeof value}`} as ${name}, not ${kind}.`,
  );

/** A text of a row. @throws TypeError when a statement tells something else, as of the other values */
export const textIn = (row: Row, name: string): string => {
  const value = row[name];
  if (typeof value !== 'string') throw mistaken(name, value ?? null, 'a text');
  return value;
};

/** A text of a row, or undefined where there is none. */
export const textOrNoneIn = (row: Row, name: string): string | undefined =>
  (row[name] ?? null) === null ? undefined : textIn(row, name);

/** An integer of 64 bits or more. */
export const integerIn = (row: Row, name: string): bigint => {
  const value = row[name];
  if (typeof value !== 'bigint') throw mistaken(name, value ?? null, 'an integer');
  return value;
};

/** An instant. */
export const instantIn = (row: Row, name: string): Micros => micros(integerIn(row, name));

const listIn = <Value>(
  row: Row,
  name: string,
  isOne: (value: unknown) => value is Value,
): readonly Value[] => {
  const value: unknown = row[name] ?? [];
  if (!Array.isArray(value) || !value.every((each) => isOne(each))) throw mistaken(name, value, 'a list');
  return value;
};

/** The texts of a list; none where there is no list. */
export const textsIn = (row: Row, name: string): readonly string[] =>
  listIn(row, name, (value) => typeof value === 'string');

/** The instants of a list; none where there is no list. */
export const instantsIn = (row: Row, name: string): readonly Micros[] =>
  listIn(row, name, (value) => typeof value === 'bigint').map((value) => micros(value));

/** A number, or an integer that a double holds exactly: a count, say. */
export const numberIn = (row: Row, name: string): number => {
  const value = row[name];
  if (typeof value !== 'number' && typeof value !== 'bigint') throw mistaken(name, value ?? null, 'a number');
  return Number(value);
};

/** An instant that was written as digits, as JSON has no integers of 64 bits. */
export const instantOfDigits = (digits: string): Micros => micros(BigInt(digits));

/** Columns, each told as itself. */
export const asThemselves = (...columns: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(columns.map((name) => [name, name]));

/** Columns that come out of the engine as one text, `told`. */
export type OneText = {
  /** The expression that makes it. */
  readonly sql: string;
  /** The columns from a row with it. */
  readonly in: (row: Row) => Row;
};

/**
 * Columns as one text a row: of wide rows by the ten thousand that takes a third of the time that reading value by
 * value does, and of collecting the garbage, too.
 * @param values expressions by name: of what JSON has none of, as text
 */
export const toldAsOne = (values: Readonly<Record<string, string>>): OneText => {
  const names = Object.keys(values);
  return {
    sql: `CAST(json_array(${Object.values(values).join(', ')}) AS VARCHAR) AS told`,
    in: (row) => {
      const all = JSON.parse(textIn(row, 'told')) as Row[string][];
      const columns: Record<string, Row[string]> = {};
      for (const [index, name] of names.entries()) columns[name] = all[index] ?? null;
      return columns;
    },
  };
};

/** Run a statement on a connection and read all its rows: some at a time, so that nothing else waits for many. */
export const rowsOf = async (
  connection: DuckDBConnection,
  sql: string,
  params: Params = new Params(),
): Promise<Row[]> => {
  const result = await connection.run(sql, params.values, params.types);
  const all: Row[] = [];
  for await (const rows of result.yieldRowObjectJs()) for (const row of rows) all.push(row as Row);
  return all;
};

/** How many rows a table has, of which the engine keeps count. */
export const countRows = async (connection: DuckDBConnection, table: string): Promise<number> => {
  const [row] = await rowsOf(connection, `SELECT count(*) AS count FROM ${table}`);
  return row ? numberIn(row, 'count') : 0;
};

/** The chunks of a statement's rows, as they come: for answers too large to be held. @param signal ends it */
export async function* chunksOf(
  connection: DuckDBConnection,
  sql: string,
  signal?: AbortSignal,
): AsyncGenerator<DuckDBDataChunk> {
  signal?.throwIfAborted();
  const result = await connection.stream(sql);
  const next = async (): Promise<DuckDBDataChunk | undefined> => {
    const chunk = await result.fetchChunk();
    return chunk && chunk.rowCount > 0 ? chunk : undefined;
  };
  let following = next();
  let chunk: DuckDBDataChunk | undefined;
  try {
    for (chunk = await following; chunk; chunk = await following) {
      signal?.throwIfAborted();
      following = next(); // it comes while this one is looked at
      yield chunk;
    }
  } finally {
    // what is not read to its end would keep the database open
    if (chunk) connection.interrupt();
    while (chunk) {
      chunk = await following.catch(() => undefined);
      following = next();
    }
    await following.catch(() => undefined);
  }
}

/** The SQL of a condition that a time lies within one of some stretches. */
export const withinAny = (column: string, runs: readonly Run[]): string =>
  runs.length === 0
    ? 'false'
    : `(${runs.map(({ from, to }) => `${column} >= ${from} AND ${column} < ${to}`).join(' OR ')})`;

/** So many days before the epoch there is no event: from there on, to divide is to round down. */
const farDays = 1_000_000n;

/** The SQL of the UTC day, since the epoch, on which a time lies. */
export const utcDay = (time: string): string =>
  // in integers: as a fraction, the last microsecond of a far day rounds up to the next
  `CAST((${time} + ${farDays * microsPerDay}) // ${microsPerDay} - ${farDays} AS INTEGER)`;
