import type { Thresholds } from '../../contract/thresholds.ts';
import { type Micros, micros, microsOfMinutes } from '../../contract/instant.ts';
import type { Outcome } from '../../contract/outcome.ts';
import type { Habits } from './places.ts';
import type { Refusal } from './refusals.ts';
import { type Rhythm, retryPattern } from './retry-pattern.ts';

/** A refusal with where it came from. */
export type PlacedRefusal = Refusal & {
  readonly network: string | undefined;
  readonly browser: string | undefined;
};

/** How an identity provider fared around an attempt: of the others there, who was confirmed and who was not. */
export type ProviderCourse = {
  readonly provider: string;
  /** Others who failed the same way there, or never came back; people, or addresses where nobody is named yet. */
  readonly others: number;
  /** The part of those others whose address somebody signed in from lately. */
  readonly known: number;
  /** The part of all attempts there that was confirmed: around the attempt, and usually. */
  readonly share: number;
  readonly usual: number;
  /** The stretch of it: from the first that was not confirmed to the last, and how many of how many. */
  readonly from: Micros;
  readonly to: Micros;
  readonly failed: number;
  readonly all: number;
};

/** What happened around an attempt, as far as it is known. */
export type Surroundings = {
  /** When the attempt was decided. */
  readonly time: Micros;
  /** Of the same person, this attempt included, in the order of time; none where nobody is named. */
  readonly refusals: readonly PlacedRefusal[];
  /** When credentials of the person were refused to this client, from this address. */
  readonly ofClient: readonly Micros[];
  readonly network: string | undefined;
  readonly habits: Habits;
  /** Other people who failed from the same address: before the attempt, and until so long after it. */
  readonly othersBefore: number;
  readonly othersAround: number;
  /** Whether many people sign in from the address’s network. */
  readonly isSharedAddress: boolean;
  /** Whether this client signed the person in before: from this network, or, being no browser, from anywhere. */
  readonly isKnownClient: boolean;
  readonly provider: ProviderCourse | undefined;
};

/** What an attempt probably is, by what happened around it. */
export type Turn =
  | {
      readonly kind: 'worth_a_look_second_steps' | 'second_step_attack' | 'guessing';
      /** So many refusals, and where they keep time the microseconds between them. */
      readonly count: number;
      readonly from: Micros;
      readonly to: Micros;
      readonly interval?: number;
      /** Whether too little is known of the account to say where it signs in from. */
      readonly isStranger?: boolean;
    }
  | {
      readonly kind: 'worth_a_look_address' | 'address_guessing';
      readonly people: number;
      /** Within so many microseconds. */
      readonly within: bigint;
    }
  | { readonly kind: 'provider_trouble'; readonly course: ProviderCourse }
  | { readonly kind: 'retrying' | 'machine'; readonly rhythm: Rhythm }
  /** As a directory has it: who says so, and since when, where that is told. */
  | {
      readonly kind: 'account_disabled' | 'account_pending';
      readonly source: string;
      readonly since?: Micros;
    };

/** What is asked of the attempt itself. */
export type Turning = {
  readonly outcome: Outcome;
  /** Whether what decided is refused credentials, or a second step that was refused or not answered. */
  readonly refused: Refusal['of'] | undefined;
  /** Whether it failed at an identity provider, or never came back from there. */
  readonly isAtProvider: boolean;
};

const span = (refusals: readonly Refusal[]) => {
  const [first, last] = [refusals[0], refusals.at(-1)];
  return first && last ? { count: refusals.length, from: first.time, to: last.time } : undefined;
};

/** The most of them that lie within so long, the earliest such stretch. @param refusals in the order of time */
const densest = (refusals: readonly PlacedRefusal[], within: bigint): readonly PlacedRefusal[] => {
  let best: readonly PlacedRefusal[] = [];
  for (let first = 0, end = 0; first < refusals.length; first += 1) {
    while (end < refusals.length && (refusals[end]?.time ?? 0n) - (refusals[first]?.time ?? 0n) <= within)
      end += 1;
    if (end - first > best.length) best = refusals.slice(first, end);
  }
  return best;
};

const isStrange = (
  { habits }: Surroundings,
  { network }: { readonly network: string | undefined },
): boolean => ['strange', 'foreign'].includes(habits.placeOf(network));

/** A sign-in after second steps that the person may never have asked for. */
const afterSecondSteps = (around: Surroundings, { worth_a_look: set }: Thresholds): Turn | undefined => {
  const before = around.refusals.filter(
    ({ of, time }) =>
      of === 'second_step' && time <= around.time && around.time - time <= microsOfMinutes(set.minutes),
  );
  const strange = before.filter(({ network }) => around.habits.placeOf(network) === 'strange');
  const isNew = strange.filter(({ browser }) => around.habits.isNewBrowser(browser));
  const dense = densest(before, microsOfMinutes(set.anywhere_minutes));
  const told =
    strange.length >= set.strange || isNew.length >= set.strange_new_browser
      ? span(strange)
      : dense.length >= set.anywhere
        ? span(before)
        : undefined;
  return told && { kind: 'worth_a_look_second_steps', ...told };
};

const ofSuccess = (around: Surroundings, thresholds: Thresholds): Turn | undefined => {
  const turn = afterSecondSteps(around, thresholds);
  if (turn) return turn;
  const { others, others_minutes: minutes } = thresholds.worth_a_look;
  return around.othersBefore >= others && !around.isSharedAddress && !isOwn(around)
    ? { kind: 'worth_a_look_address', people: around.othersBefore, within: microsOfMinutes(minutes) }
    : undefined;
};

/** The refusals of one kind from strange places, the densest hour of those around the attempt. */
const strangeRefusals = (
  around: Surroundings,
  of: Refusal['of'],
  minutes: number,
): readonly PlacedRefusal[] => {
  const within = microsOfMinutes(minutes);
  const near = around.refusals.filter(
    (each) =>
      each.of === of &&
      isStrange(around, each) &&
      each.time >= around.time - within &&
      each.time <= around.time + within,
  );
  return densest(near, within);
};

const guessing = (around: Surroundings, { guessing: set, retrying }: Thresholds): Turn | undefined => {
  if (!isStrange(around, around)) return undefined;
  const rhythm = retryPattern(
    around.refusals
      .filter(({ of, network }) => of === 'credentials' && network === around.network)
      .map(({ time }) => time),
    around.time,
    { ...retrying, attempts: set.rhythm },
  );
  const many = span(strangeRefusals(around, 'credentials', set.minutes));
  const counted = many && many.count >= set.refusals ? many : undefined;
  if (!counted && !rhythm) return undefined;
  return {
    kind: 'guessing',
    ...(counted ?? {
      count: rhythm?.count ?? 0,
      from: micros(rhythm?.from ?? around.time),
      to: micros(rhythm?.to ?? around.time),
    }),
    ...(rhythm ? { interval: rhythm.interval } : {}),
    ...(around.habits.placeOf(around.network) === 'strange' ? {} : { isStranger: true }),
  };
};

const secondStepAttack = (around: Surroundings, { worth_a_look: set }: Thresholds): Turn | undefined => {
  if (around.habits.placeOf(around.network) !== 'strange') return undefined;
  const refused = strangeRefusals(around, 'second_step', set.minutes);
  const told = span(refused);
  return told && told.count >= set.strange ? { kind: 'second_step_attack', ...told } : undefined;
};

const providerTrouble = (
  { provider: course }: Surroundings,
  { provider_trouble: set }: Thresholds,
): (Turn & { readonly kind: 'provider_trouble' }) | undefined =>
  course &&
  course.others >= set.others &&
  course.share <= course.usual * set.share &&
  course.known >= set.known
    ? { kind: 'provider_trouble', course }
    : undefined;

/** A rhythm that only a machine keeps: with an old password, or guessing. */
const machine = (
  around: Surroundings,
  { retrying }: Thresholds,
): (Turn & { readonly kind: 'retrying' | 'machine' }) | undefined => {
  const rhythm = retryPattern(around.ofClient, around.time, retrying);
  if (!rhythm) return undefined;
  const hasRefusedSecondStep = around.refusals.some(({ of }) => of === 'second_step');
  return { kind: around.isKnownClient && !hasRefusedSecondStep ? 'retrying' : 'machine', rhythm };
};

/**
 * What the surroundings of an attempt make of it; undefined: what it says itself. They turn a verdict, never an outcome.
 */
export const turnOf = (
  { outcome, refused, isAtProvider }: Turning,
  around: Surroundings,
  thresholds: Thresholds,
): Turn | undefined => {
  if (outcome === 'signed_in') return ofSuccess(around, thresholds);
  if (outcome === 'in_progress') return undefined;
  const secondSteps = refused === 'second_step' ? secondStepAttack(around, thresholds) : undefined;
  const ofAddress = refused === undefined ? undefined : fromAddress(around, thresholds);
  if (secondSteps ?? ofAddress) return secondSteps ?? ofAddress;
  const rhythm = refused === 'credentials' ? machine(around, thresholds) : undefined;
  const trouble = isAtProvider ? providerTrouble(around, thresholds) : undefined;
  // while a provider is down, every program that is known there keeps trying
  if (trouble && rhythm?.kind === 'retrying' && rhythm.rhythm.from >= trouble.course.from) return trouble;
  // a program that is known travels with its owner
  if (rhythm?.kind === 'retrying') return rhythm;
  return (refused === 'credentials' ? guessing(around, thresholds) : undefined) ?? trouble ?? rhythm;
};

/** An address that fails on many people: whoever is there tries names. */
const fromAddress = (around: Surroundings, { worth_a_look: set }: Thresholds): Turn | undefined =>
  around.othersAround >= set.others && !around.isSharedAddress && !isOwn(around)
    ? { kind: 'address_guessing', people: around.othersAround, within: microsOfMinutes(set.others_minutes) }
    : undefined;

const isOwn = ({ habits, network }: Surroundings): boolean => habits.placeOf(network) === 'own';
