import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { buildApp } from '../../src/server/app.ts';
import { databaseFile, databaseSettings } from '../../src/server/store/duckdb/engine.ts';
import { openDuckDbStore } from '../../src/server/store/duckdb/open.ts';
import type { Params } from '../../src/server/store/duckdb/sql.ts';
import type { Client } from './http.ts';
import { type Question, pathsOf } from './questions.ts';
import { type Stats, statsOf, timed } from './stats.ts';
import { createWriter } from '../../src/server/ingest/writer.ts';

const warmUps = 3;
const limits = { repetitions: 40, fewest: 5, ms: 4_000, recordingMs: 2_000, repeated: 10 };

/** How long a question takes through HTTP, and its very SQL on the bare engine. */
export type Compared = {
  readonly question: Question;
  readonly http: Stats;
  readonly raw: Stats;
  /** Asked again word for word, when the server remembers the answer. */
  readonly repeated: Stats;
  readonly bytes: number;
};

type Statement = { readonly sql: string; readonly params: Params };

/** The statements that the server makes of a path, in order. */
type Asked = { readonly path: string; readonly statements: readonly Statement[] };

/**
 * What the server asks the engine for each variation of the questions: its own code, asked without a network.
 * Of a question that takes long there are fewer variations.
 */
const record = async (folder: string, variations: readonly (readonly string[])[]): Promise<Asked[][]> => {
  let statements: Statement[] = [];
  const store = await openDuckDbStore({
    folder,
    onQuestion: (sql, params) => statements.push({ sql, params }),
  });
  const app = await buildApp({ store, writer: createWriter(store), version: '0' });
  const recorded: Asked[][] = [];
  try {
    for (const paths of variations) {
      const asked: Asked[] = [];
      const end = performance.now() + limits.recordingMs;
      for (const path of paths) {
        statements = [];
        const { statusCode } = await app.inject(path);
        if (statusCode !== 200) throw new Error(`${path} is answered ${statusCode}.`);
        asked.push({ path, statements });
        if (asked.length >= limits.fewest + warmUps && performance.now() > end) break;
      }
      recorded.push(asked);
    }
  } finally {
    await app.close();
  }
  return recorded;
};

const withEngine = async <Result>(
  folder: string,
  work: (engine: DuckDBConnection) => Promise<Result>,
): Promise<Result> => {
  const instance = await DuckDBInstance.create(join(folder, databaseFile), databaseSettings);
  const connection = await instance.connect();
  try {
    return await work(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
};

const runAll = async (engine: DuckDBConnection, statements: readonly Statement[]): Promise<void> => {
  for (const { sql, params } of statements) {
    const result = await engine.runAndReadAll(sql, params.values, params.types);
    result.getRowsJS();
  }
};

/** How long a question takes, asked in turn through HTTP and of the engine, until there are enough answers. */
const compare = async (
  question: Question,
  asked: readonly Asked[],
  client: Client,
  engine: DuckDBConnection,
): Promise<Compared> => {
  const http: number[] = [];
  const raw: number[] = [];
  let bytes = 0;
  const end = performance.now() + limits.ms;
  for (const [index, { path, statements }] of asked.entries()) {
    const overHttp = await timed(async () => ({ bytes } = await client.get(path)));
    const onEngine = await timed(() => runAll(engine, statements));
    if (index < warmUps) continue;
    http.push(overHttp);
    raw.push(onEngine);
    if (http.length >= limits.fewest && performance.now() > end) break;
  }
  const repeated: number[] = [];
  for (let count = 0; count < warmUps + limits.repeated; count += 1) {
    const ms = await timed(() => client.get(asked[0]?.path ?? ''));
    if (count >= warmUps) repeated.push(ms);
  }
  return { question, http: statsOf(http), raw: statsOf(raw), repeated: statsOf(repeated), bytes };
};

/**
 * Compare every question, one at a time: the server answers from its folder, the bare engine from a copy, because
 * one process owns a database. In turn, so that whatever else the machine does slows both.
 */
export const compareAnswers = async (
  client: Client,
  copy: string,
  questions: readonly Question[],
): Promise<readonly Compared[]> => {
  const variations = [...Array(limits.repetitions + warmUps).keys()];
  const paths: (readonly string[])[] = [];
  for (const question of questions) paths.push(await pathsOf(question, variations, client));
  const recorded = await record(copy, paths);
  return withEngine(copy, async (engine) => {
    const compared: Compared[] = [];
    for (const [index, question] of questions.entries())
      compared.push(await compare(question, recorded[index] ?? [], client, engine));
    return compared;
  });
};
