import type { Attempt } from '../../../contract/attempts.ts';
import { type Micros, formatInstant } from '../../../contract/instant.ts';
import { saidIn } from '../../../contract/record.ts';
import { type Diagnosis, diagnose, isRenewal, textsAndTime } from '../../diagnosis/diagnose.ts';
import { type JudgedAttempt, deciding, judgePart } from '../../diagnosis/events.ts';
import { distinct, partiesOf } from '../../diagnosis/parties.ts';
import { turningOf } from '../../diagnosis/turning.ts';
import { breather } from '../../store/breath.ts';
import { type DirectoryEntry, nameOfPerson } from '../../store/directory-store.ts';
import type { Person } from '../../store/questions/people.ts';
import type { StoredAttempt } from '../../store/questions/attempts.ts';
import type { Answering } from '../answering.ts';
import { accountStateOf, entriesOf } from '../directory-facts.ts';
import { personsOf, userOf } from '../person.ts';
import { settledAt } from './attempt-scope.ts';
import { signedInBefore } from './renewals.ts';
import { type Turnable, surroundingsOf } from './surroundings.ts';
import { wordVerdict } from './word-verdict.ts';

export type Presenting = Answering & {
  readonly zone: string;
  /** The end of the range asked for: attempts that go on after it say so. */
  readonly to?: Micros | undefined;
};

/** An attempt as it is judged, and as the API answers it. */
export type Presented = {
  readonly diagnosis: Diagnosis;
  readonly judged: JudgedAttempt;
  readonly stored: StoredAttempt;
  /** As whom it is counted; undefined where nobody is named. */
  readonly person: Person | undefined;
  /** What a directory says of them. */
  readonly entry: DirectoryEntry | undefined;
  readonly attempt: Attempt;
};

type Judged = {
  readonly stored: StoredAttempt;
  readonly judged: JudgedAttempt;
  readonly parties: ReturnType<typeof partiesOf>;
  readonly sessions: readonly string[];
};

/** An attempt around which it is looked for what makes something else of it: no renewal, in which nobody did anything. */
const centreOf = ({ judged, stored, parties }: Judged, person: Person | undefined): Turnable => ({
  requestId: stored.requestId,
  start: stored.start,
  time: deciding(judged).time,
  outcome: stored.outcome,
  parties,
  user: userOf({ person }),
  turning: turningOf(judged),
});

/** Stored attempts as the API answers them, each with its verdict. */
export const presentAttempts = async (
  presenting: Presenting,
  attempts: readonly StoredAttempt[],
): Promise<Presented[]> => {
  const { store, zone, to, thresholds, asking } = presenting;
  const settled = await settledAt(presenting);
  const emails = await store.events.emails(
    {
      userIds: attempts.flatMap(({ events }) =>
        events.flatMap(({ record }) => saidIn(record, 'user_id') ?? []),
      ),
    },
    asking,
  );
  const { removedBefore } = await store.retention();
  const breathe = breather();
  const all: Judged[] = [];
  for (const stored of attempts) {
    if (stored.events.length === 0) continue;
    const judged = judgePart(stored, stored.decisive);
    const sessions = distinct(judged.events, 'session');
    all.push({ stored, judged, parties: partiesOf(judged.events, emails), sessions });
    await breathe();
  }
  const renewing = all.map(({ stored, sessions }) => ({
    renews: stored.judgement.renews,
    sessions,
    start: stored.start,
  }));
  const hasSignedIn = await signedInBefore(store, renewing, settled, asking);
  const isRenewing = all.map(({ judged }, index) => {
    const own = renewing[index];
    return isRenewal(judged, { hasSignedIn: own !== undefined && hasSignedIn(own) });
  });
  const people = await personsOf(
    { store, asking },
    all.map(({ parties }) => parties),
  );
  const entryOf = await entriesOf({ store, asking }, people);
  const surroundings = await surroundingsOf(
    { store, settled, thresholds, asking },
    all.flatMap((each, index) => (isRenewing[index] === true ? [] : [centreOf(each, people[index])])),
  );
  const presented: Presented[] = [];
  for (const [index, each] of all.entries()) {
    const { stored, judged, parties, sessions } = each;
    const own = renewing[index];
    await breathe();
    const entry = entryOf(people[index]);
    const name = entry && nameOfPerson(entry);
    const called = name === undefined ? {} : { name };
    const beside = {
      ...surroundings.get(stored.requestId),
      ...called,
      ...(entry ? { account: accountStateOf(entry) } : {}),
      emails,
      parties,
      hasSignedIn: own !== undefined && hasSignedIn(own),
      removedBefore,
    };
    const diagnosis = diagnose(judged, beside);
    const verdict = wordVerdict(diagnosis, zone);
    const last = judged.events.at(-1) ?? judged.events[0];
    const { waitingFor, refusals } = judged.judgement;
    presented.push({
      diagnosis,
      judged,
      stored,
      person: people[index],
      entry,
      attempt: {
        request_id: stored.requestId,
        start: formatInstant(stored.start),
        end: formatInstant(stored.last),
        duration: Number(stored.last - stored.start) / 1e6,
        events_count: stored.count,
        retries: refusals.count,
        ...parties,
        ...called,
        sessions: [...sessions],
        trace_ids: distinct(judged.events, 'trace_id'),
        outcome: verdict.outcome,
        certainty: verdict.certainty,
        ...(waitingFor === undefined ? {} : { waiting_for: waitingFor }),
        ...(isRenewing[index] === true ? { renewal: true as const } : {}),
        decided_by: verdict.decided_by,
        stopped_at: textsAndTime(last),
        ...(to !== undefined && stored.last >= to ? { ends_after_range: true as const } : {}),
        verdict,
      },
    });
  }
  return presented;
};
