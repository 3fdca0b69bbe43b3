import type { DuckDBConnection } from '@duckdb/node-api';
import { type Judgement, judgeSteps } from '../../diagnosis/judge.ts';
import { type Refused, refusedKinds } from '../../../contract/refused-kinds.ts';
import { micros } from '../../../contract/instant.ts';
import { refusalsOf, refusedBy } from '../../diagnosis/refusals.ts';
import { type Step, stepsOfLetters } from '../../diagnosis/rules.ts';
import { Params } from './sql.ts';

/** Where statements find how attempts went: in memory, beside the database. */
export const flowsTable = 'memory.main.flows';

/** So many judgements are remembered: nearly all attempts go one of a few hundred ways. */
const remembered = 5_000;
const judgements = new Map<string, Judgement>();

/** How an attempt went, by the letters of its steps in order: judged once, wherever the letters come from. */
export const judgementOf = (letters: string): Judgement => {
  const known = judgements.get(letters);
  if (known) return known;
  const judgement = judgeSteps(stepsOfLetters(letters));
  if (judgements.size >= remembered) judgements.clear();
  judgements.set(letters, judgement);
  return judgement;
};

/** The bits that stand for what can be refused. */
export const refusedBits = (kinds: readonly Refused[]): bigint =>
  BigInt(refusedKinds.reduce((bits, kind, at) => (kinds.includes(kind) ? bits + 2 ** at : bits), 0));

/** What is refused in an attempt that goes so, or left unanswered once it is over: in bits, and how many second steps. */
export const refusedIn = (steps: readonly (Step | undefined)[]) => {
  const refusals = refusalsOf(
    steps.map((step, at) => ({ time: micros(BigInt(at)), step })),
    true,
  );
  return {
    refused: refusedBits(refusals.map((refusal) => refusedBy(refusal))),
    challenges: BigInt(refusals.filter(({ of }) => of === 'second_step').length),
  };
};

const rowOf = (letters: string) => {
  const { ended, decided, last, waitingFor, renews } = judgementOf(letters);
  const steps = stepsOfLetters(letters);
  const step = steps[decided];
  return {
    ...refusedIn(steps),
    ended: ended ?? '',
    decided: BigInt(decided + 1),
    last: BigInt(last + 1),
    stage: step?.stage ?? '',
    result: step?.result ?? '',
    // the stage and result of a step that is not recognised are told as they are recorded
    verbatim: step ? 0n : 1n,
    waiting: waitingFor ?? '',
    renews: renews ?? '',
  };
};

const insertion = (letters: readonly string[]): { readonly sql: string; readonly params: Params } => {
  const params = new Params();
  const rows = letters.map((each) => rowOf(each));
  const texts = (name: 'ended' | 'stage' | 'result' | 'waiting' | 'renews') =>
    `nullif(unnest(${params.list(rows.map((row) => row[name]))}), '')`;
  const numbers = (name: 'decided' | 'last' | 'verbatim' | 'refused' | 'challenges') =>
    `unnest(${params.integers(rows.map((row) => row[name]))})`;
  const sql = `INSERT INTO ${flowsTable} SELECT unnest(${params.list(letters)}), ${texts('ended')},
    ${numbers('decided')}, ${numbers('last')}, ${texts('stage')}, ${texts('result')}, ${numbers('verbatim')} = 1,
    ${texts('waiting')}, ${texts('renews')}, ${numbers('refused')}, ${numbers('challenges')}`;
  return { sql, params };
};

/** Lets work have a connection. */
type Lend = (work: (connection: DuckDBConnection) => Promise<void>) => Promise<void>;

/** So many are added by one statement. */
const atOnce = 1_000;

/** @param added told of those that are in the table, as they are: what fails later leaves them there */
const insert = async (
  connection: DuckDBConnection,
  letters: readonly string[],
  added: (letters: string) => void = () => {},
): Promise<void> => {
  for (let at = 0; at < letters.length; at += atOnce) {
    const some = letters.slice(at, at + atOnce);
    const { sql, params } = insertion(some);
    await connection.run(sql, params.values, params.types);
    for (const each of some) added(each);
  }
};

/**
 * How attempts went, by the letters of their steps, where statements can join it: judging is TypeScript’s alone, SQL
 * only puts steps in order. What is known outlives the database’s being opened again.
 */
export class Flows {
  readonly #known = new Set<string>();
  #adding: Promise<void> = Promise.resolve();

  /** Make the table of a database that has just been opened, with all that is known. */
  async restore(connection: DuckDBConnection): Promise<void> {
    await connection.run(
      `CREATE TABLE ${flowsTable} (letters VARCHAR NOT NULL, ended VARCHAR, decided BIGINT NOT NULL, last BIGINT NOT NULL,
        stage VARCHAR, result VARCHAR, verbatim BOOLEAN NOT NULL, waiting_for VARCHAR, renews VARCHAR, refused BIGINT NOT NULL, challenges BIGINT NOT NULL)`,
    );
    await insert(connection, [...this.#known]);
  }

  /** Judge what is not known yet. One at a time, so that nothing is added twice. */
  async add(letters: readonly string[], lend: Lend): Promise<void> {
    const added = this.#adding.then(async () => this.#judge(letters, lend));
    this.#adding = added.catch(() => {}); // whoever asked for it hears of the failure
    return added;
  }

  async #judge(letters: readonly string[], lend: Lend): Promise<void> {
    const unknown = [...new Set(letters)].filter((each) => !this.#known.has(each));
    if (unknown.length === 0) return;
    await lend(async (connection) => insert(connection, unknown, (each) => this.#known.add(each)));
  }
}
