import type { Thresholds } from '../../../contract/thresholds.ts';
import { type Micros, microsOfMinutes, microsPerDay } from '../../../contract/instant.ts';
import { refusalsOf } from '../../diagnosis/refusals.ts';
import { between } from '../../diagnosis/sorted.ts';
import type { ChallengedAttempt } from '../../store/questions/findings.ts';
import { dayOf } from '../../store/windows.ts';
import { groupedBy } from '../grouped-by.ts';

/** A second step of a person that was refused or not answered. */
type Challenge = { readonly time: Micros; readonly attempt: ChallengedAttempt };

/** Second steps of one person close together, by the UTC day where they last longer than one: since when, until when, and the attempts that hold them. */
export type ChallengeBurst = {
  readonly from: Micros;
  readonly to: Micros;
  /** All of the person’s attempts that began from the first of them to the last. */
  readonly attempts: readonly ChallengedAttempt[];
  /** How many second steps those hold. */
  readonly count: number;
};

/** The second steps of an attempt; one that is in progress may be answered yet. */
const challengesOf = (attempt: ChallengedAttempt): readonly Challenge[] => {
  const isOver = attempt.outcome !== 'in_progress';
  return refusalsOf(attempt.steps, isOver)
    .filter(({ of, isAnswered }) => of === 'second_step' && (isAnswered || isOver))
    .map(({ time }) => ({ time, attempt }));
};

/**
 * Where many second steps of a person lie close together, or some from places that are strange to them.
 * @param attempts of one person, the oldest first
 * @param isStrange whether an attempt came from a strange place, as it was before an instant
 */
export const challengeBursts = (
  attempts: readonly ChallengedAttempt[],
  isStrange: (attempt: ChallengedAttempt, before: bigint) => boolean,
  { second_step_fatigue: set }: Thresholds,
): readonly ChallengeBurst[] => {
  const within = microsOfMinutes(set.minutes);
  const held = new Map(attempts.map((attempt) => [attempt, challengesOf(attempt)]));
  const all = [...held.values()].flat().toSorted((a, b) => Number(a.time - b.time));
  const stretches: { from: number; to: number }[] = [];
  // an attack must not make its own place known: habits are those before it began
  let began = 0;
  let from = 0;
  for (const [to, { time }] of all.entries()) {
    const before = all[to - 1];
    if (!before || time - before.time > within) began = to;
    while (time - (all[from]?.time ?? time) > within) from += 1;
    const opened = all[began]?.time ?? time;
    const since = time - opened > microsPerDay ? time - microsPerDay : opened;
    const isHit =
      to - from + 1 >= set.challenges ||
      all.slice(from, to + 1).filter(({ attempt }) => isStrange(attempt, since)).length >= set.strange;
    if (!isHit) continue;
    const last = stretches.at(-1);
    if (last && from <= last.to) last.to = to;
    else stretches.push({ from, to });
  }
  const bursts = stretches.flatMap(({ from, to }) => {
    const burst = all.slice(from, to + 1);
    const [since, until] = [burst[0]?.time, burst.at(-1)?.time];
    const isLong = since !== undefined && until !== undefined && until - since > microsPerDay;
    return isLong ? [...groupedBy(burst, ({ time }) => dayOf(time)).values()] : [burst];
  });
  return bursts.flatMap((burst) => {
    const starts = burst.map(({ attempt }) => attempt.start).toSorted((a, b) => Number(a - b));
    const [opened, closed] = [starts[0], starts.at(-1)];
    const [since, until] = [burst[0]?.time, burst.at(-1)?.time];
    if (opened === undefined || closed === undefined || since === undefined || until === undefined) return [];
    // an attempt in progress whose second step may be answered yet holds none
    const own = between(attempts, opened, closed + 1n, ({ start }) => start).filter(
      (attempt) => (held.get(attempt)?.length ?? 0) > 0,
    );
    const count = own.reduce((sum, attempt) => sum + (held.get(attempt)?.length ?? 0), 0);
    return [{ from: since, to: until, attempts: own, count }];
  });
};
