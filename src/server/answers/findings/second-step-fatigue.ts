import { type Micros, micros, microsPerHour, microsOfMinutes } from '../../../contract/instant.ts';
import { between } from '../../diagnosis/sorted.ts';
import { mapped } from '../../store/breath.ts';
import type { AttemptTrail } from '../../store/questions/attempts.ts';
import type { Burst, ChallengedAttempt, RecordedPerson } from '../../store/questions/findings.ts';
import { type ChallengeBurst, challengeBursts } from './challenge-bursts.ts';
import { holding, throughout } from './evidence.ts';
import { type Finder, type FindingFacts, type FindingSearch, gravest, noneFound } from './finder.ts';
import { groupedInTurns } from '../grouped-by.ts';
import { type KnownBefore, backgroundOf } from './habits.ts';
import { personKey, personOfKey, userOf } from '../person.ts';

/** Attempts last so long at most, and what they hold may come so much later than they began. */
const lasting = microsPerHour;

type Pressed = ChallengeBurst & { readonly person: RecordedPerson };

/** The bursts of everybody. */
const pressedIn = async (
  byPerson: ReadonlyMap<string, readonly ChallengedAttempt[]>,
  { isStrangeTo }: KnownBefore,
  { thresholds }: FindingSearch,
): Promise<readonly Pressed[]> => {
  const pressed = await mapped([...byPerson.values()], (own): readonly Pressed[] => {
    const [{ person } = { person: undefined }] = own;
    if (!person) return [];
    const isFromStrange = ({ address }: ChallengedAttempt, before: bigint): boolean =>
      isStrangeTo(personKey(person), address, before);
    return challengeBursts(own, isFromStrange, thresholds).map((burst) => ({ ...burst, person }));
  });
  return pressed.flat();
};

type Accepted = { readonly time: Micros; readonly trail: AttemptTrail };

/** When a second step was accepted, of sign-ins. */
const acceptedIn = (trail: AttemptTrail): readonly Accepted[] =>
  trail.steps.flatMap(({ time, step }) =>
    step?.stage === 'MFA Challenge' && step.result === 'Success' ? [{ time, trail }] : [],
  );

/** The first second step that was accepted during the bursts or so soon after, by person and from elsewhere than home. */
const acceptedAfter = async (search: FindingSearch, bursts: readonly Pressed[]) => {
  const { store, scope, thresholds, asking } = search;
  const after = microsOfMinutes(thresholds.second_step_fatigue.minutes);
  const trails =
    bursts.length === 0
      ? []
      : await store.attempts.trails(
          {
            people: [...new Set(bursts.map(({ person }) => personKey(person)))].toSorted().map(personOfKey),
            around: bursts.map(({ from, to }) => ({
              from: micros(from - lasting),
              to: micros(to + after + 1n),
            })),
            outcomes: ['signed_in'],
            settled: scope.settled,
          },
          asking,
        );
  const background = await backgroundOf(search, {
    times: bursts.map(({ from }) => from),
    users: bursts.map(({ person }) => personKey(person)),
    addresses: trails.map(({ address }) => address),
  });
  const accepted = (await mapped(trails, (trail) => (trail.isRenewal ? [] : acceptedIn(trail)))).flat();
  const byUser = await groupedInTurns(
    accepted.toSorted((a, b) => Number(a.time - b.time)),
    ({ trail }) => userOf(trail),
  );
  return ({ person, from, to }: Pressed): Accepted | undefined =>
    between(byUser.get(personKey(person)) ?? [], from, to + after + 1n, ({ time }) => time).find(
      // who turns somebody away, or mistypes, and then signs in at home has not given in
      ({ trail }) => background.isStrangeTo(personKey(person), trail.address, from),
    );
};

/** Second steps of one user, refused or left unanswered again and again. */
export const findSecondStepFatigue: Finder<'second_step_fatigue'> = async (search) => {
  const { store, scope, thresholds, asking } = search;
  const { challenges, strange, minutes } = thresholds.second_step_fatigue;
  const refusing = holding(scope, ['second_step', 'unanswered']);
  if (!refusing) return { second_step_fatigue: noneFound };
  const challenged = await store.findings.challenged(
    { ...refusing, least: Math.min(challenges, strange), within: microsOfMinutes(minutes) + lasting },
    asking,
  );
  const byPerson = await groupedInTurns(challenged, ({ person }) => personKey(person));
  const background = await backgroundOf(search, {
    times: challenged.map(({ start }) => start),
    users: [...byPerson.keys()],
    addresses: challenged.map(({ address }) => address),
  });
  const bursts = await pressedIn(byPerson, background, search);
  const acceptedOf = await acceptedAfter(search, bursts);
  const told = await mapped(bursts, (pressed): readonly FindingFacts[] => {
    const { person, attempts, from, to, count } = pressed;
    const [first, last] = [attempts[0], attempts.at(-1)];
    if (!first || !last) return [];
    const burst: Burst = { first: first.start, last: last.start, count: attempts.length };
    const accepted = acceptedOf(pressed);
    const params = { challenges: count, span: Number(to - from) };
    const inCommon = {
      burst,
      person,
      about: {},
      evidence: { refused: refusing.refused, with: [], ...throughout(burst) },
    };
    if (!accepted) return [{ severity: 'medium', code: 'second_step_fatigue', params, ...inCommon }];
    const { time, trail } = accepted;
    return [
      {
        severity: 'high',
        code: 'second_step_fatigue_accepted',
        params: {
          ...params,
          entered_request_id: trail.requestId,
          ...(trail.address === undefined ? {} : { source_ip: trail.address }),
          ...(time > to ? { entered_later: Number(time - to) } : {}),
        },
        ...inCommon,
      },
    ];
  });
  return { second_step_fatigue: gravest(told.flat(), 0) };
};
