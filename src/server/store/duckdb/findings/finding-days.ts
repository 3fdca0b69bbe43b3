import type { DuckDBConnection } from '@duckdb/node-api';
import type { FoundDay } from '../../questions/findings.ts';
import { readMeta, writeMeta } from '../meta.ts';
import { Params, instantIn, rowsOf, textIn } from '../sql.ts';

/** No part of the schema’s version: it can be found anew from the events. */
export const findingTables = `
CREATE TABLE IF NOT EXISTS finding_days (day INTEGER NOT NULL, until BIGINT NOT NULL, untold VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS findings (day INTEGER NOT NULL, kind VARCHAR NOT NULL, gravity INTEGER NOT NULL,
  first BIGINT NOT NULL, last BIGINT NOT NULL, facts VARCHAR NOT NULL);`;

const signatureKey = 'findings';

type Known = Pick<FoundDay, 'until' | 'untold'>;

/**
 * The UTC days of which it is kept what was found. A day ceases to be kept with whatever changes an attempt that begins
 * before it is settled: what is found depends on all that went before.
 */
export class FindingDays {
  readonly #days = new Map<number, Known>();
  #signature: string | undefined;
  /** The earliest change since it is watched. */
  #changed: bigint | undefined;
  /** How often it has changed what is kept. */
  changes = 0;

  static async load(connection: DuckDBConnection): Promise<FindingDays> {
    const kept = new FindingDays();
    const signature = await readMeta(connection, signatureKey);
    if (signature === undefined) return kept;
    kept.#signature = signature;
    for (const row of await rowsOf(connection, 'SELECT day, until, untold FROM finding_days'))
      kept.#days.set(Number(row['day']), {
        until: instantIn(row, 'until'),
        // written by `keepFindings`
        untold: JSON.parse(textIn(row, 'untold')) as Known['untold'],
      });
    return kept;
  }

  /** What is known of a day, of what was found under a signature. */
  of(day: number, signature: string): Known | undefined {
    return signature === this.#signature ? this.#days.get(day) : undefined;
  }

  isOf(signature: string): boolean {
    return signature === this.#signature;
  }

  /** The days that are not settled before an instant. @param last no day is after this one */
  after(instant: bigint, last = Infinity): readonly number[] {
    return [...this.#days].filter(([day, { until }]) => until > instant && day <= last).map(([day]) => day);
  }

  /** From now on, see what changes. One at a time. */
  watch(): void {
    this.#changed = undefined;
  }

  isUnchangedBefore(instant: bigint): boolean {
    return this.#changed === undefined || this.#changed >= instant;
  }

  /** Something has changed at an instant: what is not settled before is kept no more. @param last the last day it can tell on */
  change(instant: bigint, last?: number): void {
    if (this.#changed === undefined || instant < this.#changed) this.#changed = instant;
    const lost = this.after(instant, last);
    for (const day of lost) this.#days.delete(day);
    if (lost.length > 0) this.changes += 1;
  }

  /** Days are kept in the file. */
  add(signature: string, days: readonly FoundDay[]): void {
    if (signature !== this.#signature) this.#days.clear();
    this.#signature = signature;
    for (const { day, until, untold } of days) this.#days.set(day, { until, untold });
    this.changes += 1;
  }
}

/** Within the transaction that is open: what was found of these days goes. */
export const forgetFindings = async (
  connection: DuckDBConnection,
  days: readonly number[],
): Promise<void> => {
  if (days.length === 0) return;
  for (const table of ['finding_days', 'findings'])
    await connection.run(`DELETE FROM ${table} WHERE day IN (${days.join(', ')})`);
};

/** Write down what was found, in a transaction of its own. On failure it is to be rolled back. */
export const keepFindings = async (
  connection: DuckDBConnection,
  kept: FindingDays,
  signature: string,
  days: readonly FoundDay[],
): Promise<void> => {
  await connection.run('BEGIN');
  if (kept.isOf(signature))
    await forgetFindings(
      connection,
      days.map(({ day }) => day),
    );
  else {
    for (const table of ['finding_days', 'findings']) await connection.run(`DELETE FROM ${table}`);
    await writeMeta(connection, signatureKey, signature);
  }
  const params = new Params();
  const known = [
    params.integers(days.map(({ day }) => BigInt(day))),
    params.integers(days.map(({ until }) => until)),
    params.list(days.map(({ untold }) => JSON.stringify(untold))),
  ].map((list) => `unnest(${list})`);
  await rowsOf(connection, `INSERT INTO finding_days SELECT ${known.join(', ')}`, params);
  const rows = days.flatMap(({ day, found }) => found.map((each) => ({ day, ...each })));
  if (rows.length > 0) {
    const values = new Params();
    const columns = [
      values.integers(rows.map(({ day }) => BigInt(day))),
      values.list(rows.map(({ kind }) => kind)),
      values.integers(rows.map(({ gravity }) => BigInt(gravity))),
      values.integers(rows.map(({ first }) => first)),
      values.integers(rows.map(({ last }) => last)),
      values.list(rows.map(({ facts }) => facts)),
    ].map((list) => `unnest(${list})`);
    await rowsOf(connection, `INSERT INTO findings SELECT ${columns.join(', ')}`, values);
  }
  await connection.run('COMMIT');
};
