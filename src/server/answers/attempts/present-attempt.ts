import type { Attempt } from '../../../contract/attempts.ts';
import { noFilters } from '../../../contract/filters.ts';
import { type Micros, formatInstant, micros, microsPerHour } from '../../../contract/instant.ts';
import { isFailure } from '../../../contract/outcome.ts';
import { isEmail, saidIn } from '../../../contract/record.ts';
import { type JudgedAttempt, judgePart } from '../../diagnosis/events.ts';
import { distinct, partiesOf, userKey } from '../../diagnosis/parties.ts';
import { firstFrom } from '../../diagnosis/sorted.ts';
import { type Diagnosis, diagnose, isRenewal, rhythmOf, textsAndTime } from '../../diagnosis/diagnose.ts';
import { breather } from '../../process/breath.ts';
import type { FailedTry, StoredAttempt } from '../../store/questions/attempts.ts';
import type { Asking } from '../../store/questions/scope.ts';
import type { Store } from '../../store/store.ts';
import { settledAt } from './attempt-scope.ts';
import { signedInBefore } from './renewals.ts';
import { wordVerdict } from './word-verdict.ts';

/** How far around a failure others of the same user are looked at, to see whether they keep time. */
const around = 6n * microsPerHour;

export type Presenting = {
  readonly store: Store;
  readonly now: Micros;
  readonly zone: string;
  readonly asking: Asking;
  /** The end of the range asked for: attempts that go on after it say so. */
  readonly to?: Micros | undefined;
};

/** An attempt as it is judged, and as the API answers it. */
export type Presented = {
  readonly diagnosis: Diagnosis;
  readonly judged: JudgedAttempt;
  readonly stored: StoredAttempt;
  readonly attempt: Attempt;
};

type Told = {
  readonly stored: StoredAttempt;
  readonly judged: JudgedAttempt;
  readonly parties: ReturnType<typeof partiesOf>;
  readonly sessions: readonly string[];
};

/** When attempts failed of one user, application and address, each instant once, ascending; and their second steps. */
type Tries = { readonly starts: readonly Micros[]; readonly secondSteps: readonly Micros[] };

const keyOf = (...parts: readonly (string | undefined)[]): string => JSON.stringify(parts);

const ascending = (tries: readonly FailedTry[]): readonly Micros[] => [
  ...new Set(tries.map(({ start }) => start).toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))),
];

/** Tries by whom and what they are of: looked through once, however many attempts stand beside them. */
const triesByKey = (tries: readonly FailedTry[]): ReadonlyMap<string, Tries> => {
  const byKey = new Map<string, FailedTry[]>();
  for (const each of tries) {
    const key = keyOf(each.user, each.application, each.address);
    const own = byKey.get(key);
    if (own) own.push(each);
    else byKey.set(key, [each]);
  }
  return new Map(
    [...byKey].map(([key, own]) => [
      key,
      { starts: ascending(own), secondSteps: ascending(own.filter(({ isSecondStep }) => isSecondStep)) },
    ]),
  );
};

/** Of those beside an attempt, when they failed around it, and whether a second step did. */
const triesAround = ({ parties, stored }: Told, tries: ReadonlyMap<string, Tries>) => {
  const application = parties.application_name ?? parties.client_id;
  const own = tries.get(keyOf(userKey(parties), application, parties.source_ip));
  const near = (starts: readonly Micros[] = []): readonly Micros[] =>
    starts.slice(
      firstFrom(starts, micros(stored.start - around)),
      firstFrom(starts, micros(stored.start + around + 1n)),
    );
  return { failedStarts: near(own?.starts), hasRefusedSecondStep: near(own?.secondSteps).length > 0 };
};

const failuresAround = async ({ store, asking }: Presenting, told: readonly Told[]) => {
  const failed = told.filter(
    ({ stored, parties }) => isFailure(stored.outcome) && userKey(parties) !== undefined,
  );
  if (failed.length === 0) return [];
  const users = [...new Set(failed.flatMap(({ parties }) => userKey(parties) ?? []))];
  const stretches = failed.map(({ stored: { start } }) => ({
    from: micros(start - around),
    to: micros(start + around + 1n),
  }));
  return store.attempts.failures({ users, around: stretches }, asking);
};

/** Whether the client of an attempt signed the same person in from the same address before it. */
const isKnownClient = async (
  { store, now, asking }: Presenting,
  { parties, stored }: Told,
): Promise<boolean> => {
  const { user_id: user, upstream_user_id: upstream, source_ip: ip, client_id: client } = parties;
  const person = upstream === undefined || !isEmail(upstream) ? 'upstream_user_id' : 'email';
  const any = {
    ...(upstream === undefined ? (user === undefined ? {} : { user_id: [user] }) : { [person]: [upstream] }),
    ...(client === undefined ? {} : { client_id: [client] }),
    ...(parties.user_agent === undefined ? {} : { user_agent: [parties.user_agent] }),
    ...(ip === undefined ? {} : { source_ip: [ip] }),
  };
  // without a name of the client it could be any from there
  if (ip === undefined || (user ?? upstream) === undefined || (client ?? parties.user_agent) === undefined)
    return false;
  const { attempts } = await store.attempts.page(
    {
      filters: { ...noFilters, any },
      to: stored.start,
      outcomes: ['signed_in'],
      renewal: false,
      settled: await settledAt(store, now, asking),
      order: 'desc',
      limit: 1,
    },
    asking,
  );
  return attempts.length > 0;
};

/** What stands beside a failed attempt: others that keep time with it, and whether their client is known. */
const besideFailure = async (presenting: Presenting, told: Told, tries: ReadonlyMap<string, Tries>) => {
  if (!isFailure(told.stored.outcome)) return {};
  const { failedStarts, hasRefusedSecondStep } = triesAround(told, tries);
  const keepsTime = rhythmOf(told.judged, failedStarts) !== undefined;
  return {
    failedStarts,
    hasRefusedSecondStep,
    isKnownClient: keepsTime && (await isKnownClient(presenting, told)),
  };
};

/** Stored attempts as the API answers them, each with its verdict. */
export const presentAttempts = async (
  presenting: Presenting,
  attempts: readonly StoredAttempt[],
): Promise<Presented[]> => {
  const { store, now, zone, to, asking } = presenting;
  const emails = await store.events.emails(
    {
      userIds: attempts.flatMap(({ events }) =>
        events.flatMap(({ record }) => saidIn(record, 'user_id') ?? []),
      ),
    },
    asking,
  );
  const breathe = breather();
  const told: Told[] = [];
  for (const stored of attempts) {
    if (stored.events.length === 0) continue;
    const judged = judgePart(stored, stored.decisive);
    const sessions = distinct(judged.events, 'session');
    told.push({ stored, judged, parties: partiesOf(judged.events, emails), sessions });
    await breathe();
  }
  const tries = triesByKey(await failuresAround(presenting, told));
  const renewing = told.map(({ stored, sessions }) => ({
    renews: stored.judgement.renews,
    sessions,
    start: stored.start,
  }));
  const hasSignedIn = await signedInBefore(store, renewing, await settledAt(store, now, asking), asking);
  const presented: Presented[] = [];
  for (const [index, each] of told.entries()) {
    const { stored, judged, parties, sessions } = each;
    const own = renewing[index];
    await breathe();
    const beside = {
      ...(await besideFailure(presenting, each, tries)),
      emails,
      parties,
      hasSignedIn: own !== undefined && hasSignedIn(own),
    };
    const diagnosis = diagnose(judged, beside);
    const verdict = wordVerdict(diagnosis, zone);
    const last = judged.events.at(-1) ?? judged.events[0];
    const { waitingFor, refusals } = judged.judgement;
    presented.push({
      diagnosis,
      judged,
      stored,
      attempt: {
        request_id: stored.requestId,
        start: formatInstant(stored.start),
        end: formatInstant(stored.last),
        duration: Number(stored.last - stored.start) / 1e6,
        events_count: stored.count,
        retries: refusals.count,
        ...parties,
        sessions: [...sessions],
        trace_ids: distinct(judged.events, 'trace_id'),
        outcome: verdict.outcome,
        certainty: verdict.certainty,
        ...(waitingFor === undefined ? {} : { waiting_for: waitingFor }),
        ...(isRenewal(judged, beside) ? { renewal: true as const } : {}),
        decided_by: verdict.decided_by,
        stopped_at: textsAndTime(last),
        ...(to !== undefined && stored.last >= to ? { ends_after_range: true as const } : {}),
        verdict,
      },
    });
  }
  return presented;
};
