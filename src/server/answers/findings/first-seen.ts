import { type Micros, micros, microsOfMinutes } from '../../../contract/instant.ts';
import { browserName } from '../../diagnosis/browser.ts';
import { browserOf } from '../../diagnosis/places.ts';
import { refusalsOf } from '../../diagnosis/refusals.ts';
import { between } from '../../diagnosis/sorted.ts';
import { filtered, mapped } from '../../store/breath.ts';
import type { AttemptTrail } from '../../store/questions/attempts.ts';
import type { FirstSeen } from '../../store/questions/findings.ts';
import { throughout } from './evidence.ts';
import { type Finder, type FindingFacts, type FindingSearch, gravest, judged } from './finder.ts';
import { networkAt } from '../attempts/past.ts';
import { type KnownBefore, backgroundOf } from './habits.ts';
import { groupedInTurns, groupedBy } from '../grouped-by.ts';
import { personKey, personOfKey, userOf } from '../person.ts';

/** What makes a new place suspicious: how many refusals there, people to whom it is new, second steps that were usual. */
type Companions = { readonly refusals: number; readonly people: number; readonly secondSteps: number };

const hasSecondStep = ({ steps }: AttemptTrail): boolean =>
  steps.some(({ step }) => step?.stage === 'MFA Challenge' && step.result === 'Success');

const startOf = ({ start }: AttemptTrail): Micros => start;

/** Refusals of the same person from the same network, up to the sign-in. @param own the person’s, ascending */
const refusalsThere = ({ start, address }: FirstSeen, within: bigint, own: readonly AttemptTrail[]): number =>
  between(own, start - within, start + 1n, startOf)
    .filter((trail) => networkAt(trail.address) === networkAt(address))
    .flatMap(({ steps, outcome }) => refusalsOf(steps, outcome !== 'in_progress'))
    .filter(({ isAnswered }) => isAnswered).length;

/** What accompanies each of the sign-ins. */
const companionsOf = async (
  { store, scope, thresholds, asking }: FindingSearch,
  signIns: readonly FirstSeen[],
  known: KnownBefore,
): Promise<(signIn: FirstSeen) => Companions> => {
  const { refusal_hours: hours, people: least, second_steps: usual } = thresholds.first_seen;
  const within = microsOfMinutes(hours * 60);
  const lastBefore = ({ person, start }: FirstSeen): readonly Micros[] =>
    known.lastBefore(personKey(person), start, usual);
  const at = (start: Micros) => ({ from: start, to: micros(start + 1n) });
  const trails =
    signIns.length === 0
      ? []
      : await store.attempts.trails(
          {
            people: [...new Set(signIns.map(({ person }) => personKey(person)))].toSorted().map(personOfKey),
            around: [
              ...signIns.map(({ start }) => ({ from: micros(start - within), to: micros(start + 1n) })),
              ...signIns.flatMap((signIn) => lastBefore(signIn).map(at)),
            ],
            settled: scope.settled,
          },
          asking,
        );
  const byUser = await groupedInTurns(trails, userOf);
  const lacksSecondStep = (signIn: FirstSeen, all: readonly AttemptTrail[]): boolean => {
    const times = lastBefore(signIn);
    const own = between(all, times[0] ?? signIn.start, signIn.start + 1n, startOf).filter(
      ({ outcome, isRenewal }) => outcome === 'signed_in' && !isRenewal,
    );
    const itself = own.find(({ requestId }) => requestId === signIn.requestId);
    const last = own.filter(({ start }) => times.includes(start)).slice(-usual);
    return (
      itself !== undefined &&
      !hasSecondStep(itself) &&
      last.length === usual &&
      last.every((each) => hasSecondStep(each))
    );
  };
  return (signIn) => {
    const own = byUser.get(personKey(signIn.person)) ?? [];
    return {
      refusals: refusalsThere(signIn, within, own),
      people: signIn.people >= least ? signIn.people : 0,
      secondSteps: lacksSecondStep(signIn, own) ? usual : 0,
    };
  };
};

/** Sign-ins from places that are strange to people: with a browser that is new, too, or with what else is suspicious. */
export const findFirstSeen: Finder<'new_device' | 'new_address'> = async (search) => {
  const { store, scope, thresholds, asking } = search;
  const {
    successes,
    known,
    relay,
    history_days: historyDays,
    people_days: peopleDays,
  } = thresholds.first_seen;
  const { found, total } = await store.findings.firstSeen(
    { ...scope, successes, known, relay, historyDays, peopleDays, limit: judged },
    asking,
  );
  const background = await backgroundOf(search, {
    times: found.map(({ start }) => start),
    users: found.map(({ person }) => personKey(person)),
    addresses: found.map(({ address }) => address),
  });
  const strange = await filtered(
    found,
    ({ person, address, start }) =>
      background.habitsBefore(personKey(person), start).placeOf(networkAt(address)) === 'strange',
  );
  const companionOf = await companionsOf(search, strange, background);
  const factsOf = (each: FirstSeen) => {
    const { refusals, people, secondSteps } = companionOf(each);
    const burst = { first: each.start, last: each.start, count: 1 };
    return {
      params: {
        looked: each.looked,
        request_id: each.requestId,
        source_ip: each.address,
        ...(refusals > 0 ? { refusals, hours: thresholds.first_seen.refusal_hours } : {}),
        ...(people > 0 ? { people } : {}),
        ...(secondSteps > 0 ? { second_steps: secondSteps } : {}),
      },
      burst,
      person: each.person,
      about: { source_ip: each.address },
      evidence: { with: [{ property: 'request_id', value: each.requestId }], ...throughout(burst) },
      isSuspicious: refusals + people + secondSteps > 0,
      // mistyping on the way with the usual browser is no sign of anything
      isMore: people + secondSteps > 0,
    };
  };
  const judge = (each: FirstSeen): readonly FindingFacts[] => {
    const { params, isSuspicious, isMore, ...facts } = factsOf(each);
    const { userAgent } = each;
    const isNewBrowser =
      each.isNewBrowser &&
      userAgent !== undefined &&
      background.habitsBefore(personKey(each.person), each.start).isNewBrowser(browserOf(userAgent));
    if (isNewBrowser)
      return [
        {
          ...facts,
          severity: isSuspicious ? 'medium' : 'low',
          code: 'new_device',
          params: { ...params, browser: browserName(userAgent), user_agent: userAgent },
        },
      ];
    return isMore ? [{ ...facts, severity: 'low', code: 'new_address', params }] : [];
  };
  const told = groupedBy((await mapped(strange, judge)).flat(), ({ code }) => code);
  return {
    new_device: gravest(told.get('new_device') ?? [], total - found.length),
    new_address: gravest(told.get('new_address') ?? [], 0),
  };
};
