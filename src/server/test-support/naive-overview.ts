import type { Outcome } from '../../contract/outcome.ts';
import type { AuditRecord } from '../../contract/record.ts';
import { micros } from '../../contract/instant.ts';
import {
  AttemptModel,
  type ModelAttempt,
  modelOutcome,
  modelValues,
} from '../store/conformance/attempt-model.ts';
import { peopleOf, quantile, unsuccessfulModelOutcomes } from '../store/conformance/overview-model.ts';

/*
 * What the overview should say, worked out from raw records by the model of attempts that stores are held against,
 * without any of the product's code or SQL. Tests compare the answers with it.
 */

export type NaiveAttempt = ModelAttempt & {
  readonly outcome: Outcome;
  /** Whether it only renews a session that was signed in to before, or any session by Refresh alone. */
  readonly isRenewal: boolean;
  /** The ids of whom it is of. */
  readonly people: readonly string[];
};

/** Microseconds since the epoch. */
const instantOf = ({ time = '' }: AuditRecord): bigint => {
  const [, fraction = ''] = /\.(\d+)Z$/.exec(time) ?? [];
  return BigInt(Date.parse(`${time.slice(0, 19)}Z`)) * 1000n + BigInt(fraction.padEnd(6, '0'));
};

/** All attempts of records, `now` in microseconds. */
export const naiveAttempts = (records: readonly AuditRecord[], now: bigint): NaiveAttempt[] => {
  const model = new AttemptModel(
    records.map((record, index) => ({ id: String(index), time: micros(instantOf(record)), record })),
  );
  return model.attempts.map((attempt) => ({
    ...attempt,
    outcome: modelOutcome(attempt, now - 600_000_000n),
    isRenewal: model.isRenewal(attempt),
    people: peopleOf(model, attempt).map(({ id }) => id),
  }));
};

export const naiveTally = (attempts: readonly NaiveAttempt[]) => {
  const unsuccessful = attempts.filter(({ outcome }) => unsuccessfulModelOutcomes.includes(outcome)).length;
  const signedIn = attempts.filter(({ outcome }) => outcome === 'signed_in').length;
  return { attempts: attempts.length, decided: signedIn + unsuccessful, unsuccessful };
};

/** How many attempts ended how; what does not occur is left out. */
export const countedByOutcome = (attempts: readonly NaiveAttempt[]): Partial<Record<Outcome, number>> => {
  const by: Partial<Record<Outcome, number>> = {};
  for (const { outcome } of attempts) by[outcome] = (by[outcome] ?? 0) + 1;
  return by;
};

export const naiveNumbers = (attempts: readonly NaiveAttempt[]): Record<string, number | null> => {
  const of = (outcome: Outcome) => attempts.filter((each) => each.outcome === outcome);
  const { decided } = naiveTally(attempts);
  const wait = quantile(
    of('signed_in')
      .filter(({ events, isRenewal }) => events.length > 1 && !isRenewal)
      .map(({ start, judgement }) => judgement.ending.time - start),
    0.5,
  );
  return {
    attempts: attempts.length,
    success_rate: decided === 0 ? null : of('signed_in').length / decided,
    failed: of('failed').length,
    blocked: of('blocked').length,
    did_not_finish: of('did_not_finish').length,
    renewals: attempts.filter(({ isRenewal }) => isRenewal).length,
    users: new Set(attempts.filter(({ isRenewal }) => !isRenewal).flatMap(({ people }) => people)).size,
    addresses: new Set(attempts.flatMap((each) => modelValues(each, 'source_ip'))).size,
    median_seconds: wait === undefined ? null : wait / 1e6,
  };
};
