import type { BeforeAnswer, CountedBefore } from '../../../contract/attempt-before.ts';
import { maxEventsShown } from '../../../contract/attempts.ts';
import {
  type Micros,
  formatInstant,
  micros,
  parseInstant,
  representable,
  microsOfMinutes,
} from '../../../contract/instant.ts';
import type { Refusal } from '../../diagnosis/refusals.ts';
import { words } from '../../words/language.ts';
import type { Earlier } from '../../words/words.ts';
import type { Answering } from '../answering.ts';
import { userOf } from '../person.ts';
import {
  type Centre,
  type NearbyTrails,
  type ReadTrail,
  neighboursBefore,
  ownTrails,
  failedOthers,
} from './around.ts';
import type { AttemptQuery } from './attempt.ts';
import { settledAt } from './attempt-scope.ts';
import { type Presented, presentAttempts } from './present-attempt.ts';

/** So many attempts are shown. */
const shownBefore = 10;

const ascending = (times: readonly Micros[]): readonly Micros[] =>
  times.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));

const counted = (times: readonly Micros[], count = times.length): CountedBefore => {
  const sorted = ascending(times);
  const [first, last] = [sorted[0], sorted.at(-1)];
  return {
    count,
    ...(first === undefined ? {} : { first: formatInstant(first) }),
    ...(last === undefined ? {} : { last: formatInstant(last) }),
  };
};

const centreOf = ({ attempt, stored, person }: Presented): Centre => ({
  requestId: stored.requestId,
  start: stored.start,
  time: parseInstant(attempt.decided_by.time) ?? stored.start,
  outcome: attempt.outcome,
  parties: attempt,
  user: userOf({ person }),
});

/** What happened in the time from an instant to an attempt. */
const earlierOf = (centre: Centre, neighbours: NearbyTrails, from: Micros) => {
  const isWithin = (time: Micros): boolean => time >= from && time < centre.time;
  const own = ownTrails(centre, neighbours);
  const refusals = own.flatMap((trail) => trail.refusals.filter(({ time }) => isWithin(time)));
  const timesOf = (isMeant: (refusal: Refusal) => boolean): readonly Micros[] =>
    refusals.filter(isMeant).map(({ time }) => time);
  const attempts = own.filter(
    (trail) => trail.requestId !== centre.requestId && !trail.isRenewal && trail.start < centre.time,
  );
  const begun = attempts.filter(({ start }) => isWithin(start));
  const others = failedOthers(centre, neighbours).filter(({ start }) => isWithin(start));
  return {
    credentials: timesOf(({ of }) => of === 'credentials'),
    refused: timesOf(({ of, isAnswered }) => of === 'second_step' && isAnswered),
    unanswered: timesOf(({ of, isAnswered }) => of === 'second_step' && !isAnswered),
    others,
    signIns: begun.filter(({ outcome }) => outcome === 'signed_in'),
    withoutSignIn: begun.filter(({ outcome }) => outcome !== 'signed_in'),
    // an attempt that began before the time may have been refused within it
    shown: [
      ...attempts.filter(
        ({ start, refusals: refused }) => isWithin(start) || refused.some(({ time }) => isWithin(time)),
      ),
      ...others,
    ].toSorted((a, b) => (a.start > b.start ? -1 : a.start < b.start ? 1 : 0)),
  };
};

const startsOf = (trails: readonly ReadTrail[]): readonly Micros[] => trails.map(({ start }) => start);

const inWords = (
  centre: Centre,
  happened: ReturnType<typeof earlierOf>,
  people: number,
  within: bigint,
): string => {
  const earlier = (times: readonly Micros[], count = times.length): Earlier => ({
    count,
    since: centre.time - (ascending(times)[0] ?? centre.time),
  });
  const last = happened.signIns.at(-1);
  return words.before({
    within,
    refusedCredentials: earlier(happened.credentials),
    refusedSecondSteps: earlier(happened.refused),
    unansweredSecondSteps: earlier(happened.unanswered),
    othersFailed: earlier(startsOf(happened.others), people),
    withoutSignIn: earlier(startsOf(happened.withoutSignIn)),
    signIns: happened.signIns.length,
    lastSignIn: last && {
      before: centre.time - last.start,
      address: last.address,
      isHere: last.address !== undefined && last.address === centre.parties.source_ip,
    },
    isInferred: centre.user === undefined,
  });
};

/**
 * Just before: what the same person, and the same address, did in the time before an attempt was decided. Refusals are
 * those that turn verdicts, so that both count the same.
 */
export const answerBefore = async (
  answering: Answering,
  found: Presented,
  { tz }: AttemptQuery,
): Promise<BeforeAnswer> => {
  const { store, thresholds, asking } = answering;
  const within = microsOfMinutes(thresholds.worth_a_look.others_minutes);
  const settled = await settledAt(answering);
  const looking = { store, settled, thresholds, asking };
  const centre = centreOf(found);
  const from = representable(micros(centre.time - within));
  const happened = earlierOf(centre, await neighboursBefore(looking, centre, within), from);
  const people = new Set(happened.others.map(({ user }) => user)).size;
  const isNobody = centre.user === undefined && centre.parties.source_ip === undefined;
  const requestIds = happened.shown.slice(0, shownBefore).map(({ requestId }) => requestId);
  const { attempts } =
    requestIds.length === 0
      ? { attempts: [] }
      : await store.attempts.named({ requestIds, settled, limit: maxEventsShown }, asking);
  const presented = await presentAttempts({ ...answering, zone: tz }, attempts);
  return {
    from: formatInstant(from),
    to: formatInstant(centre.time),
    ...(isNobody
      ? { absent: 'nobody' as const }
      : { basis: centre.user === undefined ? ('address' as const) : ('user' as const) }),
    refused_credentials: counted(happened.credentials),
    refused_second_steps: counted(happened.refused),
    unanswered_second_steps: counted(happened.unanswered),
    others_failed: counted(startsOf(happened.others), people),
    sign_ins: counted(startsOf(happened.signIns)),
    without_sign_in: counted(startsOf(happened.withoutSignIn)),
    attempts: presented.map(({ attempt }) => attempt).toReversed(), // they are named the oldest first
    more: happened.shown.length > shownBefore,
    sentence: isNobody ? words.absent.nobody : inWords(centre, happened, people, within),
  };
};
