import type { Attempt } from '../../contract/attempts.ts';
import { type Micros, formatInstant, micros, microsPerHour } from '../../contract/instant.ts';
import { isFailure } from '../../contract/outcome.ts';
import { type JudgedEvents, judge } from '../diagnosis/events.ts';
import { distinct, partiesOf, userKey } from '../diagnosis/parties.ts';
import { retriesOf, textsAndTime, verdictOf } from '../diagnosis/verdict.ts';
import type { FailedTry, StoredAttempt } from '../store/attempt-questions.ts';
import type { Store } from '../store/store.ts';

/** How far around a failure others of the same user are looked at, to see whether they keep time. */
const around = 6n * microsPerHour;

export type Presenting = {
  readonly store: Store;
  readonly now: Micros;
  readonly zone: string;
  readonly signal: AbortSignal;
  /** The end of the range asked for: attempts that go on after it say so. */
  readonly to?: Micros | undefined;
};

/** An attempt with its events in order, and as the API answers it. */
export type Presented = {
  readonly events: JudgedEvents;
  readonly stored: StoredAttempt;
  readonly attempt: Attempt;
};

type Judged = {
  readonly stored: StoredAttempt;
  readonly events: JudgedEvents;
  readonly parties: ReturnType<typeof partiesOf>;
};

const startsOf = ({ parties, stored }: Judged, tries: readonly FailedTry[]): bigint[] => {
  const user = userKey(parties);
  const application = parties.application_name ?? parties.client_id;
  return [
    ...new Set(
      tries
        .filter(
          (each) =>
            each.user === user &&
            each.application === application &&
            each.address === parties.source_ip &&
            each.start >= stored.start - around &&
            each.start <= stored.start + around,
        )
        .map(({ start }) => start),
    ),
  ];
};

const failuresAround = async ({ store, signal }: Presenting, judged: readonly Judged[]) => {
  const failed = judged.filter(
    ({ stored, parties }) => isFailure(stored.outcome) && userKey(parties) !== undefined,
  );
  if (failed.length === 0) return [];
  const users = [...new Set(failed.flatMap(({ parties }) => userKey(parties) ?? []))];
  const stretches = failed.map(({ stored: { start } }) => ({
    from: micros(start - around),
    to: micros(start + around + 1n),
  }));
  return store.attempts.failures({ users, around: stretches }, { signal });
};

/** Stored attempts as the API answers them, each with its verdict. */
export const presentAttempts = async (
  presenting: Presenting,
  attempts: readonly StoredAttempt[],
): Promise<Presented[]> => {
  const { store, now, zone, to } = presenting;
  const emails = store.emails(
    attempts.flatMap(({ events }) => events.flatMap(({ record }) => record.user_id ?? [])),
  );
  const judged = attempts
    .filter(({ events }) => events.length > 0)
    .map((stored) => {
      const events = judge(stored.events);
      return { stored, events, parties: partiesOf(events, emails) };
    });
  const tries = await failuresAround(presenting, judged);
  return judged.map((each) => {
    const { stored, events, parties } = each;
    const verdict = verdictOf(events, now, {
      parties,
      zone,
      failedStarts: isFailure(stored.outcome) ? startsOf(each, tries) : [],
      count: stored.count,
    });
    const last = events.at(-1) ?? events[0];
    const attempt: Attempt = {
      request_id: stored.requestId,
      start: formatInstant(stored.start),
      end: formatInstant(stored.last),
      duration: Number(stored.last - stored.start) / 1e6,
      events_count: stored.count,
      retries: retriesOf(verdict),
      ...parties,
      sessions: distinct(events, 'session'),
      trace_ids: distinct(events, 'trace_id'),
      outcome: verdict.outcome,
      certainty: verdict.certainty,
      decided_by: verdict.decided_by,
      stopped_at: textsAndTime(last),
      ...(to !== undefined && stored.last >= to ? { ends_after_range: true as const } : {}),
      verdict,
    };
    return { events, stored, attempt };
  });
};
