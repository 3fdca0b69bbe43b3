import { micros, microsPerHour } from '../../../contract/instant.ts';
import type { ProviderCourse } from '../../diagnosis/turn.ts';
import type { AttemptTrail } from '../../store/questions/attempts.ts';
import { type Centre, type Looking, type Past, microsOf, stretch, usualShare } from './around.ts';

/** How far around a failure it is looked for how long a provider had trouble. */
const furthest = 3n * microsPerHour;

/** Whether an attempt was at its provider, and neither came back nor is under way. */
const isKept = ({ outcome, stage, steps }: AttemptTrail): boolean =>
  outcome !== 'signed_in' &&
  outcome !== 'in_progress' &&
  !steps.some(({ step }) => step?.stage === 'Identity Provider Callback' && step.result === 'Success') &&
  (stage === 'Identity Provider Authentication' || stage === 'Identity Provider Callback');

/** Whoever gave no name counts by address. */
const personOf = ({ user, address }: Pick<AttemptTrail, 'user' | 'address'>): string =>
  user === undefined ? `at ${address ?? ''}` : `user ${user}`;

const nearest = <Each extends AttemptTrail>(
  trails: readonly Each[],
  time: bigint,
  within: bigint,
): readonly Each[] => trails.filter(({ start }) => start >= time - within && start <= time + within);

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

/** Attempts at providers around those that failed there, none of them a renewal: one question for all. */
export const atProviders = async (
  { store, settled, thresholds, asking }: Looking,
  centres: readonly Centre[],
): Promise<(provider: string) => readonly AttemptTrail[]> => {
  const within = microsOf(thresholds.provider_trouble.minutes);
  const providers = [...new Set(centres.flatMap(({ parties }) => parties.upstream_idp ?? []))].toSorted();
  const around = centres.map(({ start }) => stretch(start, within, within));
  const trails =
    providers.length === 0 ? [] : await store.attempts.trails({ providers, around, settled }, asking);
  return (provider) => trails.filter((trail) => trail.provider === provider && !trail.isRenewal);
};

/** The others whom a provider kept around an attempt: the newest attempt of each. */
export const keptBeside = (
  centre: Centre,
  trails: readonly AttemptTrail[],
  minutes: number,
): readonly AttemptTrail[] => {
  const own = personOf({
    ...(centre.user === undefined ? {} : { user: centre.user }),
    ...(centre.parties.source_ip === undefined ? {} : { address: centre.parties.source_ip }),
  });
  const kept = nearest(trails, centre.start, microsOf(minutes)).filter(
    (trail) => isKept(trail) && trail.requestId !== centre.requestId,
  );
  return [
    ...new Map(
      kept.map((trail) => [personOf(trail), trail] as const).filter(([key]) => key !== own),
    ).values(),
  ];
};

/**
 * How a provider fared around an attempt.
 * @param beside the others whom it kept
 * @param trails of the attempts there, oldest first
 */
export const courseOf = async (
  looking: Looking,
  centre: Centre,
  provider: string,
  beside: readonly AttemptTrail[],
  trails: readonly AttemptTrail[],
  past: Past,
): Promise<ProviderCourse | undefined> => {
  const { store, settled, thresholds, asking } = looking;
  const usual = await usualShare(looking, provider, centre.start);
  const near = nearest(trails, centre.start, microsOf(thresholds.provider_trouble.minutes)).filter(
    ({ outcome }) => outcome !== 'in_progress',
  );
  if (usual === undefined || usual === 0 || near.length === 0) return undefined;
  const known = beside.filter(
    ({ address }) => address !== undefined && past.addressVisits(address, centre.start).length > 0,
  ).length;
  const share = near.filter(({ outcome }) => outcome === 'signed_in').length / near.length;
  const wide = await store.attempts.trails(
    { providers: [provider], around: [stretch(centre.start, furthest, furthest)], settled },
    asking,
  );
  const told = wide.filter((trail) => !trail.isRenewal && trail.outcome !== 'in_progress');
  const whole = near.some((trail) => !isKept(trail)) ? near : barren(told, centre.start);
  const stretches = ends(whole.filter((trail) => isKept(trail)));
  if (!stretches) return undefined;
  return {
    provider,
    others: beside.length,
    known: known / beside.length,
    share,
    usual,
    from: micros(stretches.from),
    to: stretches.to,
    failed: whole.filter((trail) => isKept(trail)).length,
    all: whole.length,
  };
};
