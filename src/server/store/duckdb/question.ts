import type { DuckDBConnection } from '@duckdb/node-api';
import { StoreError } from '../store-error.ts';
import { type Engine, isDamage } from './engine.ts';
import type { Flows } from './flows.ts';
import { type Params, type Row, rowsOf } from './sql.ts';

/** How often a statement that must end is interrupted until it does. */
const insistMs = 10;

const damaged =
  'A part of the database is damaged: it is not as it was written. What lies elsewhere is still answered. Whoever runs this server is to stop it and put a whole backup in its place, by npm run restore.';

/** Told of every statement that answers a question: what the benchmark asks the bare engine again. */
export type OnQuestion = (sql: string, params: Params) => void;

type Given = {
  readonly connection: DuckDBConnection;
  readonly flows: Flows;
  readonly eventsAtOnce: number;
  readonly onQuestion: OnQuestion | undefined;
};

/** A question that is being answered on a connection, which nothing else uses meanwhile. */
export class Question implements Engine {
  readonly flows: Flows;
  readonly eventsAtOnce: number;
  readonly #connection: DuckDBConnection;
  readonly #onQuestion: OnQuestion | undefined;
  readonly #tables: string[] = [];

  constructor({ connection, flows, eventsAtOnce, onQuestion }: Given) {
    this.#connection = connection;
    this.flows = flows;
    this.eventsAtOnce = eventsAtOnce;
    this.#onQuestion = onQuestion;
  }

  ask = async (sql: string, params: Params, signal?: AbortSignal): Promise<Row[]> => {
    signal?.throwIfAborted();
    this.#onQuestion?.(sql, params);
    const connection = this.#connection;
    // an interruption that comes before the statement has begun is lost: it is said until the statement has ended
    let insisting: NodeJS.Timeout | undefined;
    const interrupt = () => {
      connection.interrupt();
      insisting = setInterval(() => connection.interrupt(), insistMs);
    };
    signal?.addEventListener('abort', interrupt, { once: true });
    try {
      return await rowsOf(connection, sql, params);
    } catch (error) {
      signal?.throwIfAborted();
      if (isDamage(error)) throw new StoreError('damaged', damaged, { cause: error });
      throw new StoreError('failed', `The question could not be answered: ${String(error)}`, {
        cause: error,
      });
    } finally {
      signal?.removeEventListener('abort', interrupt);
      clearInterval(insisting);
    }
  };

  lend = async <Result>(work: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> =>
    work(this.#connection);

  temporary = (): string => {
    const name = `grouped_${this.#tables.length}`;
    this.#tables.push(name);
    return name;
  };

  /** Leave the connection as it was. */
  async end(): Promise<void> {
    for (const name of this.#tables)
      await this.#connection.run(`DROP TABLE IF EXISTS ${name}`).catch(() => {}); // with a broken database it goes, too
  }
}
