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
import { microsPerDay } from '../../../contract/instant.ts';

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

/** A row by column name. Our statements select scalars only. */
export type Row = Readonly<Record<string, string | number | bigint | null>>;

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

/** The chunks of a statement's rows, as they come: for answers too large to be held. */
export async function* chunksOf(connection: DuckDBConnection, sql: string): AsyncGenerator<DuckDBDataChunk> {
  const result = await connection.stream(sql);
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk())
    yield chunk;
}

/** The SQL of the UTC day, since the epoch, on which a time lies. */
export const utcDay = (time: string): string =>
  // in integers: as a fraction, the last microsecond of a far day rounds up to the next
  `CAST((${time} - ((${time} % ${microsPerDay} + ${microsPerDay}) % ${microsPerDay})) // ${microsPerDay} AS INTEGER)`;
