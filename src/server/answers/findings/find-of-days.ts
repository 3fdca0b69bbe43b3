import { type FindingKind, findingKinds } from '../../../contract/finding-kinds.ts';
import { micros, microsOfMinutes, microsPerDay, representable } from '../../../contract/instant.ts';
import type { Thresholds } from '../../../contract/thresholds.ts';
import { longestInterval } from '../../diagnosis/retry-pattern.ts';
import type { NewestFindings } from '../../store/questions/findings.ts';
import { dayOf } from '../../store/windows.ts';
import { findRefusedCredentials } from './brute-force.ts';
import type { Finder, FindingFacts, FindingSearch } from './finder.ts';
import { findFirstSeen } from './first-seen.ts';
import { findSecondStepFatigue } from './second-step-fatigue.ts';
import { findSpray } from './spray.ts';
import { findApplicationsThatStandOut, findProvidersThatStandOut } from './stands-out.ts';

/** Who finds each kind; kinds that one question finds name the same finder. */
const finders: { readonly [Kind in FindingKind]: Finder<Kind> } = {
  brute_force: findRefusedCredentials,
  spray: findSpray,
  second_step_fatigue: findSecondStepFatigue,
  provider_stands_out: findProvidersThatStandOut,
  application_stands_out: findApplicationsThatStandOut,
  new_device: findFirstSeen,
  new_address: findFirstSeen,
  retrying: findRefusedCredentials,
};

/**
 * Of these each is one sign-in, judged by what came before of everybody and everywhere: under filters they are those of
 * all whose sign-in passes.
 */
export const kindsOfSignIn: readonly FindingKind[] = findingKinds.filter(
  (kind) => finders[kind] === findFirstSeen,
);

/** UTC days since the epoch, `from <= day < to`. */
export type Days = { readonly from: number; readonly to: number };

/** What is found, by kind. */
export type FoundByKind = Partial<Record<FindingKind, NewestFindings<FindingFacts>>>;

const larger = (one: bigint, other: bigint): bigint => (one > other ? one : other);

/**
 * How far beyond its day, in microseconds, a finding can reach that begins on it, and what it is judged by can lie. What
 * lasts longer than a day is cut by the day, so that a day before and a day after are enough to see how long it lasts.
 */
const reachOf = (set: Thresholds): { readonly before: bigint; readonly after: bigint } => {
  const interval = longestInterval(set.retrying);
  const after = [
    set.brute_force.minutes,
    set.spray.minutes,
    // a stretch that does not divide a day begins on the day before
    2 * set.stands_out.minutes,
    set.second_step_fatigue.minutes + 60,
    set.worth_a_look.others_minutes,
  ]
    .map(microsOfMinutes)
    .reduce(larger, BigInt(Math.ceil(interval)));
  // a row of attempts at near-equal intervals may have begun before
  const before = larger(after, BigInt(Math.ceil(interval * set.retrying.attempts)));
  return { before: microsPerDay + before, after: microsPerDay + after };
};

/** From when on nothing that comes changes what is found of a day, in microseconds since the epoch. */
export const settledFrom = (day: number, thresholds: Thresholds): bigint =>
  BigInt(day + 1) * microsPerDay + reachOf(thresholds).after;

/**
 * What begins on some days: the same whether one is asked about, or many. Of each kind the newest so many are judged.
 * @param search its range is of no matter
 * @param kinds which are looked for, with those that are found together with them
 */
export const findOfDays = async (
  search: FindingSearch,
  { from, to }: Days,
  kinds: readonly FindingKind[] = findingKinds,
): Promise<FoundByKind> => {
  const { before, after } = reachOf(search.thresholds);
  const scope = {
    ...search.scope,
    from: representable(micros(BigInt(from) * microsPerDay - before)),
    to: representable(micros(BigInt(to) * microsPerDay + after)),
  };
  const found: FoundByKind = {};
  // one after the other: whoever asks something else meanwhile need not wait for all of them
  for (const find of new Set(kinds.map((kind) => finders[kind]))) {
    const foundBy: FoundByKind = await find({ ...search, scope });
    for (const kind of findingKinds) {
      const each = foundBy[kind];
      if (!each) continue;
      const own = each.found.filter(({ burst: { first } }) => dayOf(first) >= from && dayOf(first) < to);
      found[kind] = { found: own, total: own.length + each.total - each.found.length };
    }
  }
  return found;
};
