import { withoutCase } from '../store/conformance/filter-model.ts';
import type { Outcome } from '../../contract/outcome.ts';
import type { AuditRecord } from '../../contract/record.ts';
import { judgeNaively, pipeline, placeOf } from '../store/conformance/naive-judge.ts';

export { pipeline } from '../store/conformance/naive-judge.ts';

/*
 * What the overview should say, worked out from raw records without any of the product's code or SQL: the slow and
 * obvious way. Tests compare the answers with it.
 */

export type NaiveEvent = AuditRecord & { readonly at: number; readonly step: string; readonly end: string };

export type NaiveAttempt = {
  readonly id: string;
  readonly start: number;
  readonly events: readonly NaiveEvent[];
  readonly outcome: Outcome;
  /** The event that decided, or that asks for what is waited for. */
  readonly ending: NaiveEvent;
  /** Who is waited for, when nothing ended it. */
  readonly waitingFor: string | undefined;
  /** Whether it only renews a session that was signed in to before, or any session by Refresh alone. */
  readonly isRenewal: boolean;
};

/** Microseconds since the epoch. */
const timeOf = (record: AuditRecord): number => {
  const [, fraction = ''] = /\.(\d+)Z$/.exec(record.time ?? '') ?? [];
  return Date.parse(`${(record.time ?? '').slice(0, 19)}Z`) * 1000 + Number(fraction.padEnd(6, '0'));
};

const decided = (id: string, events: readonly NaiveEvent[], now: number) => {
  const { outcome, ending, alive, renews, waitingFor } = judgeNaively(events);
  const waiting = alive.at > now - 600e6 ? 'in_progress' : 'did_not_finish';
  return {
    id,
    start: events[0]?.at ?? 0,
    events,
    outcome: outcome ?? waiting,
    ending,
    renews,
    waitingFor,
  };
};

/** All attempts of records, `now` in microseconds. */
export const attemptsOf = (records: readonly AuditRecord[], now: number): NaiveAttempt[] => {
  const byId = new Map<string, NaiveEvent[]>();
  for (const given of records) {
    // an empty text says nothing
    const record = Object.fromEntries(
      Object.entries(given).filter(([, value]) => value !== ''),
    ) as AuditRecord;
    if (record.request_id === undefined) continue;
    const event = {
      ...record,
      at: timeOf(record),
      step: record.event_name ?? record.stage ?? '',
      end: record.result ?? record.event ?? '',
    };
    byId.set(record.request_id, [...(byId.get(record.request_id) ?? []), event]);
  }
  const order = (a: NaiveEvent, b: NaiveEvent): number => a.at - b.at || placeOf(a) - placeOf(b);
  const attempts = [...byId].map(([id, events]) => decided(id, events.toSorted(order), now));
  const signedIn = attempts.filter(({ outcome, renews }) => outcome === 'signed_in' && renews === undefined);
  const sessionsOf = (attempt: { readonly events: readonly NaiveEvent[] }) =>
    attempt.events.flatMap(({ session }) => session ?? []);
  return attempts.map(({ renews, ...attempt }) => {
    const isOfKnown = signedIn.some(
      (earlier) =>
        earlier.start < attempt.start &&
        sessionsOf(earlier).some((session) => sessionsOf(attempt).includes(session)),
    );
    return { ...attempt, isRenewal: renews === 'session' || (renews === 'token' && isOfKnown) };
  });
};

/** Every value that an attempt's events have of a property. */
export const valuesOf = ({ events }: NaiveAttempt, property: string): string[] => [
  ...new Set(events.flatMap((event) => (typeof event[property] === 'string' ? [event[property]] : []))),
];

/** Whom an attempt is of: its user_ids, else its upstream ids without their case. */
export const peopleOf = (attempt: NaiveAttempt): string[] => {
  const ids = valuesOf(attempt, 'user_id');
  if (ids.length > 0) return ids;
  return [...new Set(valuesOf(attempt, 'upstream_user_id').map((each) => withoutCase(each)))];
};

const failures: readonly Outcome[] = ['failed', 'blocked', 'timed_out', 'session_expired'];

export const tallyOf = (attempts: readonly NaiveAttempt[]) => {
  const unsuccessful = attempts.filter(({ outcome }) => failures.includes(outcome)).length;
  const signedIn = attempts.filter(({ outcome }) => outcome === 'signed_in').length;
  return { attempts: attempts.length, decided: signedIn + unsuccessful, unsuccessful };
};

/** How many attempts ended how; what does not occur is left out. */
export const byOutcome = (attempts: readonly NaiveAttempt[]): Partial<Record<Outcome, number>> => {
  const by: Partial<Record<Outcome, number>> = {};
  for (const { outcome } of attempts) by[outcome] = (by[outcome] ?? 0) + 1;
  return by;
};

/** The value below which a share of a series lies, between two of them in proportion; null of nothing. */
export const quantile = (series: readonly number[], share: number): number | null => {
  const sorted = series.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (low === undefined || high === undefined) return null;
  return low + (high - low) * (place - Math.floor(place));
};

export const numbersOf = (attempts: readonly NaiveAttempt[]): Record<string, number | null> => {
  const of = (outcome: Outcome) => attempts.filter((each) => each.outcome === outcome);
  const { decided } = tallyOf(attempts);
  const wait = quantile(
    of('signed_in')
      .filter(({ events, isRenewal }) => events.length > 1 && !isRenewal)
      .map(({ start, ending }) => ending.at - start),
    0.5,
  );
  return {
    attempts: attempts.length,
    success_rate: decided === 0 ? null : of('signed_in').length / decided,
    failed: of('failed').length,
    blocked: of('blocked').length,
    did_not_finish: of('did_not_finish').length,
    renewals: attempts.filter(({ isRenewal }) => isRenewal).length,
    users: new Set(attempts.filter(({ isRenewal }) => !isRenewal).flatMap(peopleOf)).size,
    addresses: new Set(attempts.flatMap((each) => valuesOf(each, 'source_ip'))).size,
    median_seconds: wait === null ? null : wait / 1e6,
  };
};

const answers: Readonly<Record<string, string>> = {
  Success: 'passed',
  Failure: 'not_accepted',
  Denied: 'refused',
  Timeout: 'no_answer',
};

/** How many attempts were asked for a second step, how it ended, and after how many answers it was passed. */
export const secondStepOf = (attempts: readonly NaiveAttempt[]) => {
  const asked = attempts.filter(({ events }) => events.some(({ step }) => step === 'MFA Challenge'));
  const ends: Record<string, number> = {};
  const tries: Record<string, number> = {};
  for (const { events } of asked) {
    const said = events.flatMap(({ step, end }) => (step === 'MFA Challenge' ? (answers[end] ?? []) : []));
    const end = said.at(-1) ?? 'unanswered';
    ends[end] = (ends[end] ?? 0) + 1;
    const needed = said.indexOf('passed') + 1;
    if (end === 'passed') tries[needed] = (tries[needed] ?? 0) + 1;
  }
  return { asked: asked.length, ends, tries };
};

/** Waits between neighbouring events, in microseconds, by their stages; stages that are not known are null. */
export const waitsOf = (attempts: readonly NaiveAttempt[]) => {
  const waits = new Map<string, { readonly wait: number; readonly attempt: NaiveAttempt }[]>();
  const nameOf = (event: NaiveEvent | undefined) =>
    pipeline.includes(event?.step ?? '') ? event?.step : null;
  for (const attempt of attempts)
    for (const [index, event] of attempt.events.entries()) {
      const next = attempt.events[index + 1];
      if (!next) continue;
      const pair = `${nameOf(event)} → ${nameOf(next)}`;
      waits.set(pair, [...(waits.get(pair) ?? []), { wait: next.at - event.at, attempt }]);
    }
  return waits;
};
