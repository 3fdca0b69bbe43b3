import type { FindingKind } from '../../../contract/finding-kinds.ts';
import {
  micros,
  microsOfMinutes,
  microsPerDay,
  microsPerHour,
  representable,
} from '../../../contract/instant.ts';
import type { Thresholds } from '../../../contract/thresholds.ts';
import type { NewestFindings } from '../../store/questions/findings.ts';
import type { Finder, FindingFacts } from './finder.ts';

/** A bound of the work: what began longer before a range, or goes on longer after it, is cut there. */
const most = 16n * microsPerDay;

const larger = (one: bigint, other: bigint): bigint => (one > other ? one : other);

/** What lies farther than this from the edge of what is looked at is seen whole: no two parts lie farther apart. */
const marginOf = (set: Thresholds): bigint =>
  [
    set.brute_force.minutes,
    set.spray.minutes,
    set.stands_out.minutes,
    set.second_step_fatigue.minutes + 60,
    set.retrying.hours * 60,
  ]
    .map(microsOfMinutes)
    .reduce(larger, microsPerHour);

/**
 * Finds what overlaps a range, each as a whole: the same first, last and count in whichever range it is asked. More than
 * the range is looked at, and the more the farther something reaches.
 */
export const whole =
  <Kind extends FindingKind>(find: Finder<Kind>): Finder<Kind> =>
  async (search) => {
    const { from, to } = search.scope;
    if (from >= to) return find(search);
    const margin = marginOf(search.thresholds);
    const isInRange = ({ burst: { first, last } }: FindingFacts): boolean => last >= from && first < to;

    const within = async (before: bigint, after: bigint): ReturnType<Finder<Kind>> => {
      const scope = {
        ...search.scope,
        from: representable(micros(from - before)),
        to: representable(micros(to + after)),
      };
      const foundBy = await find({ ...search, scope });
      const all = Object.entries<NewestFindings<FindingFacts>>(foundBy);
      const bursts = all.flatMap(([, { found }]) => found.filter(isInRange)).map(({ burst }) => burst);
      const reachesBack = before < most && bursts.some(({ first }) => first <= scope.from + margin);
      const reachesOn = after < most && bursts.some(({ last }) => last >= scope.to - margin);
      if (reachesBack || reachesOn)
        return within(reachesBack ? before * 2n : before, reachesOn ? after * 2n : after);
      return all.reduce((told, [kind, { found, total }]) => {
        const own = found.filter(isInRange);
        return { ...told, [kind]: { found: own, total: total - found.length + own.length } };
      }, foundBy);
    };
    return within(margin, margin);
  };
