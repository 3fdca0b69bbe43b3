import { groupedBy } from '../grouped-by.ts';
import {
  type Micros,
  floorDiv,
  micros,
  microsPerDay,
  microsPerHour,
  microsOfMinutes,
} from '../../../contract/instant.ts';
import { firstBy } from '../../diagnosis/sorted.ts';
import type { ProviderCourse } from '../../diagnosis/turn.ts';
import type { AttemptTrail } from '../../store/questions/attempts.ts';
import { userOf } from '../person.ts';
import { type Centre, type Looking, stretch } from './around.ts';
import { type Past, usualShare } from './past.ts';

/** Whether an attempt was at its provider, and neither came back nor is under way. */
const isKept = ({ outcome, stage, steps, person }: AttemptTrail): boolean =>
  outcome !== 'signed_in' &&
  outcome !== 'in_progress' &&
  !steps.some(({ step }) => step?.stage === 'Identity Provider Callback' && step.result === 'Success') &&
  // a return with an account is the provider’s word for it, whatever became of it here
  (stage === 'Identity Provider Authentication' ||
    (stage === 'Identity Provider Callback' && person === undefined));

/** Whoever gave no name counts by address. */
const whoIn = (user: string | undefined, address: string | undefined): string =>
  user ?? `at ${address ?? ''}`;
const whoOf = (trail: AttemptTrail): string => whoIn(userOf(trail), trail.address);

const nearest = <Each extends AttemptTrail>(
  trails: readonly Each[],
  time: bigint,
  within: bigint,
): readonly Each[] =>
  trails.slice(
    firstBy(trails, time - within, ({ start }) => start),
    firstBy(trails, time + within + 1n, ({ start }) => start),
  );

/** The stretch around an instant in which nobody was confirmed; undefined when somebody was at once. */
const barren = (trails: readonly AttemptTrail[], time: bigint): readonly AttemptTrail[] => {
  const at = trails.findLastIndex(({ start }) => start <= time);
  const before = trails.slice(0, at + 1).findLastIndex((trail) => !isKept(trail));
  const after = trails.findIndex((trail, index) => index > at && !isKept(trail));
  return trails.slice(before + 1, after === -1 ? trails.length : after);
};

const ends = (trails: readonly AttemptTrail[]) => {
  const [first, last] = [trails[0], trails.at(-1)];
  const end = last?.steps.at(-1)?.time ?? last?.start;
  return first && end !== undefined ? { from: first.start, to: end } : undefined;
};

/**
 * Attempts at providers around those that failed there, none of them a renewal: one question for all.
 * @param troubled only those that did not go well, among which are all that a provider kept
 */
export const atProviders = async (
  { store, settled, thresholds, asking }: Looking,
  centres: readonly Centre[],
  troubled: boolean,
): Promise<(provider: string) => readonly AttemptTrail[]> => {
  const within = microsOfMinutes(thresholds.provider_trouble.minutes);
  const providers = [...new Set(centres.flatMap(({ parties }) => parties.upstream_idp ?? []))].toSorted();
  const around = centres.map(({ start }) => stretch(start, within, within));
  const trails =
    providers.length === 0
      ? []
      : await store.attempts.trails({ providers, around, troubled, settled }, asking);
  const byProvider = groupedBy(
    trails.filter(({ isRenewal }) => !isRenewal),
    (trail) => trail.provider,
  );
  return (provider) => byProvider.get(provider) ?? [];
};

/** The others whom a provider kept around an attempt: the newest attempt of each. */
export const keptBeside = (
  centre: Centre,
  trails: readonly AttemptTrail[],
  minutes: number,
): readonly AttemptTrail[] => {
  const own = whoIn(centre.user, centre.parties.source_ip);
  const kept = nearest(trails, centre.start, microsOfMinutes(minutes)).filter(
    (trail) => isKept(trail) && trail.requestId !== centre.requestId,
  );
  return [
    ...new Map(kept.map((trail) => [whoOf(trail), trail] as const).filter(([key]) => key !== own)).values(),
  ];
};

/** How providers fared around attempts that failed there; undefined where the provider is not the trouble. */
export type Courses = (
  centre: Centre,
  provider: string,
  beside: readonly AttemptTrail[],
  past: Past,
) => Promise<ProviderCourse | undefined>;

/** The part of the people at a provider of whom an attempt signed in: one machine that fails a hundred times is one. */
const shareOf = (trails: readonly AttemptTrail[]): number => {
  const people = new Map<string, boolean>();
  for (const trail of trails)
    people.set(whoOf(trail), people.get(whoOf(trail)) === true || trail.outcome === 'signed_in');
  return [...people.values()].filter((isIn) => isIn).length / people.size;
};

/** What is asked of a provider around many attempts is asked once: its usual share by day, its attempts by the hours. */
const asked = <Answer>(ask: (provider: string, at: Micros) => Promise<Answer>, length: bigint) => {
  const answers = new Map<string, Promise<Answer>>();
  return async (provider: string, time: Micros): Promise<Answer> => {
    const at = micros(floorDiv(time, length) * length);
    const key = JSON.stringify([provider, String(at)]);
    const known = answers.get(key) ?? ask(provider, at);
    answers.set(key, known);
    return known;
  };
};

/** @param trailsAt all attempts at a provider around those that failed there, oldest first */
export const coursesOf = (
  looking: Looking,
  trailsAt: (provider: string) => readonly AttemptTrail[],
): Courses => {
  const { store, settled, thresholds, asking } = looking;
  const { minutes, share: part, known: familiar, hours } = thresholds.provider_trouble;
  const furthest = microsOfMinutes(hours * 60);
  const usualAt = asked(async (provider, day) => usualShare(looking, provider, day), microsPerDay);
  const wideAt = asked(async (provider, hour) => {
    const around = [stretch(hour, furthest, furthest + microsPerHour)];
    const trails = await store.attempts.trails({ providers: [provider], around, settled }, asking);
    return trails.filter((trail) => !trail.isRenewal && trail.outcome !== 'in_progress');
  }, microsPerHour);
  return async (centre, provider, beside, past) => {
    const near = nearest(trailsAt(provider), centre.start, microsOfMinutes(minutes)).filter(
      ({ outcome }) => outcome !== 'in_progress',
    );
    const known =
      beside.filter(
        ({ address }) => address !== undefined && past.addressVisits(address, centre.start).length > 0,
      ).length / beside.length;
    if (near.length === 0 || known < familiar) return undefined;
    const [share, usual] = [shareOf(near), await usualAt(provider, centre.start)];
    if (usual === undefined || usual === 0 || share > usual * part) return undefined;
    const isBarren = near.every((trail) => isKept(trail));
    const whole = isBarren
      ? barren(nearest(await wideAt(provider, centre.start), centre.start, furthest), centre.start)
      : near;
    const kept = whole.filter((trail) => isKept(trail));
    const stretches = ends(kept);
    if (!stretches) return undefined;
    return {
      provider,
      others: beside.length,
      known,
      share,
      usual,
      from: stretches.from,
      to: stretches.to,
      failed: kept.length,
      all: whole.length,
    };
  };
};
