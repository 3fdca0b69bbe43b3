import type { Thresholds } from '../../contract/thresholds.ts';
import { type Micros, microsPerDay } from '../../contract/instant.ts';
import { countBetween, firstFrom } from './sorted.ts';

/** A way in which a person signs in: when they did, ascending, from which network, with which browser. */
export type UsedWay = {
  readonly starts: readonly Micros[];
  readonly network: string | undefined;
  readonly browser: string | undefined;
};

/**
 * What a network is to a person: theirs, shared by many, or strange. Of people who hardly signed in yet nothing can be
 * told: `unknown`, but `foreign` where nobody at all signed in from there.
 */
type Place = 'own' | 'shared' | 'strange' | 'foreign' | 'unknown';

/** How many people signed in from a network, by day, in days since the epoch. */
export type Crowd = readonly { readonly day: number; readonly people: number }[];

/** Whether many people sign in from a network, day by day. */
export const isShared = (crowd: Crowd, { places }: Thresholds): boolean =>
  crowd.filter(({ people }) => people >= places.shared_people).length >= places.shared_days;

/** A browser is its user agent without the numbers: the same after an update. */
export const browserOf = (userAgent: string | undefined): string | undefined =>
  userAgent?.replaceAll(/[0-9]+(?:[._][0-9]+)*/g, '');

/** What a person is known by before an instant. */
export type Habits = {
  readonly placeOf: (network: string | undefined) => Place;
  readonly isNewBrowser: (browser: string | undefined) => boolean;
};

/** How often a person signed in in a way in the days before an instant that count for their habits. */
const usesBefore = ({ starts }: UsedWay, before: bigint, { places }: Thresholds): number =>
  countBetween<bigint>(starts, before - BigInt(places.days) * microsPerDay, before);

/** The ways in which a person signed in in these days. */
export const waysBefore = <Known extends UsedWay>(
  ways: readonly Known[],
  before: bigint,
  thresholds: Thresholds,
): readonly Known[] => ways.filter((way) => usesBefore(way, before, thresholds) > 0);

/** When a person last signed in before an instant, in these days: at most so many, ascending. */
export const lastBefore = (
  ways: readonly UsedWay[],
  before: bigint,
  thresholds: Thresholds,
  most: number,
): readonly Micros[] =>
  ways
    .flatMap((way) => {
      const uses = Math.min(most, usesBefore(way, before, thresholds));
      const end = firstFrom<bigint>(way.starts, before);
      return way.starts.slice(end - uses, end);
    })
    .toSorted((a, b) => Number(a - b))
    .slice(-most);

/**
 * @param ways of the person, used at any time
 * @param crowdOf who signed in from a network; undefined: that is not known of any
 */
export const habitsOf = (
  ways: readonly UsedWay[],
  crowdOf: ((network: string) => Crowd) | undefined,
  before: bigint,
  thresholds: Thresholds,
): Habits => {
  const uses = ways.map((way) => usesBefore(way, before, thresholds));
  const lately = ways.filter((_, index) => (uses[index] ?? 0) > 0);
  const isKnown = uses.reduce((sum, each) => sum + each, 0) >= thresholds.places.known;
  return {
    placeOf: (network) => {
      if (network === undefined) return 'unknown';
      if (lately.some((each) => each.network === network)) return 'own';
      const crowd = crowdOf?.(network);
      if (crowd && isShared(crowd, thresholds)) return 'shared';
      if (isKnown) return 'strange';
      return crowd?.length === 0 ? 'foreign' : 'unknown';
    },
    isNewBrowser: (browser) =>
      browser !== undefined && isKnown && !lately.some((each) => each.browser === browser),
  };
};
