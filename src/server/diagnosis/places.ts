import type { Thresholds } from '../../contract/thresholds.ts';
import { type Micros, microsPerDay } from '../../contract/instant.ts';
import { between } from './sorted.ts';

/** A sign-in of a person: when it began, from which network, with which browser. */
export type SignIn = {
  readonly start: Micros;
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

/**
 * @param signIns of the person, at any time, the oldest first
 * @param crowdOf who signed in from a network; undefined: that is not known of any
 */
export const habitsOf = (
  signIns: readonly SignIn[],
  crowdOf: ((network: string) => Crowd) | undefined,
  before: bigint,
  thresholds: Thresholds,
): Habits => {
  const since = before - BigInt(thresholds.places.days) * microsPerDay;
  const lately = between(signIns, since, before, ({ start }) => start);
  const isKnown = lately.length >= thresholds.places.known;
  return {
    placeOf: (network) => {
      if (network === undefined) return 'unknown';
      // nearly always one of the first, of however many there are
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
