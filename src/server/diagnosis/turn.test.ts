import { expect, test } from 'vitest';
import { thresholdsSchema } from '../../contract/thresholds.ts';
import { micros } from '../../contract/instant.ts';
import { type Crowd, type UsedWay, habitsOf } from './places.ts';
import type { Refusal } from './refusals.ts';
import { type PlacedRefusal, type ProviderCourse, type Surroundings, type Turning, turnOf } from './turn.ts';

const thresholds = thresholdsSchema.parse({});
const minute = 60_000_000;
const day = 1_440 * minute;
/** The attempt is decided at this instant; others are told in minutes from it. */
const now = 100 * day;
const at = (minutes: number) => micros(BigInt(now + Math.round(minutes * minute)));

const [home, office, cafe, abroad] = ['10.1.0.0/16', '10.2.0.0/16', '10.3.0.0/16', '203.0.0.0/16'];
const crowds: Readonly<Record<string, Crowd>> = {
  [home]: [{ day: 99, people: 1 }],
  [office]: [97, 98, 99].map((each) => ({ day: each, people: 12 })),
  [cafe]: [{ day: 99, people: 9 }],
};
const signIns = (days: number, networks: readonly string[] = [home]): UsedWay[] =>
  Array.from({ length: days }, (_, index) => ({
    starts: [micros(BigInt(now - (index + 1) * day))],
    network: networks[index % networks.length],
    browser: 'Firefox',
  }));

type Given = Partial<Omit<Surroundings, 'habits'>> & { readonly signIns?: readonly UsedWay[] };

const refusals = (
  of: Refusal['of'],
  minutes: readonly number[],
  network: string = abroad,
  browser = 'Firefox',
): PlacedRefusal[] => minutes.map((each) => ({ time: at(each), of, isAnswered: true, network, browser }));

const turned = (attempt: Turning, { signIns: known = signIns(20), ...given }: Given): string => {
  const turn = turnOf(
    attempt,
    {
      time: at(0),
      refusals: [],
      ofClient: [],
      network: abroad,
      habits: habitsOf(known, (network) => crowds[network] ?? [], at(-90), thresholds),
      othersBefore: 0,
      othersAround: 0,
      isSharedAddress: false,
      isKnownClient: false,
      provider: undefined,
      ...given,
    },
    thresholds,
  );
  if (!turn) return 'none';
  const count = 'count' in turn ? turn.count : 'people' in turn ? turn.people : '';
  return `${turn.kind} ${count}`.trim();
};

const signedIn: Turning = { outcome: 'signed_in', refused: undefined, isAtProvider: false };
const refusedCode: Turning = { outcome: 'failed', refused: 'second_step', isAtProvider: false };
const refusedPassword: Turning = { outcome: 'failed', refused: 'credentials', isAtProvider: true };
const left: Turning = { outcome: 'did_not_finish', refused: undefined, isAtProvider: true };
const every = (count: number, step: number, end = 0): number[] =>
  Array.from({ length: count }, (_, index) => end - (count - 1 - index) * step);
const uneven = (count: number): number[] => every(count, 3).map((each, index) => each - (index % 2));

test.each<[string, Given, string]>([
  ['nothing before it', {}, 'none'],
  [
    'two refused second steps from abroad',
    { refusals: refusals('second_step', [-30, -20]) },
    'worth_a_look_second_steps 2',
  ],
  ['the same, more than an hour before', { refusals: refusals('second_step', [-62, -61]) }, 'none'],
  ['one from abroad with the usual browser: travelling', { refusals: refusals('second_step', [-3]) }, 'none'],
  [
    'one from abroad with a new browser',
    { refusals: refusals('second_step', [-3], abroad, 'Chrome') },
    'worth_a_look_second_steps 1',
  ],
  ['wrong codes from home', { network: home, refusals: refusals('second_step', [-3, -2, -1], home) }, 'none'],
  [
    'Deny once at home, then a success there',
    { network: home, refusals: refusals('second_step', [-1], home) },
    'none',
  ],
  [
    'a new phone at home: a new browser',
    { network: home, refusals: refusals('second_step', [-2], home, 'Safari') },
    'none',
  ],
  [
    'five within ten minutes, at home',
    { network: home, refusals: refusals('second_step', [-9, -7, -5, -3, -1], home) },
    'worth_a_look_second_steps 5',
  ],
  [
    'five within an hour, at home',
    { network: home, refusals: refusals('second_step', [-50, -40, -30, -20, -10], home) },
    'none',
  ],
  [
    'four within ten minutes, in the office',
    { network: office, refusals: refusals('second_step', [-4, -3, -2, -1], office) },
    'none',
  ],
  [
    'two from a café where many sit, but never came before',
    { network: cafe, refusals: refusals('second_step', [-9, -4], cafe) },
    'worth_a_look_second_steps 2',
  ],
  [
    'two from abroad of somebody who has signed in four times',
    { signIns: signIns(4), refusals: refusals('second_step', [-9, -4]) },
    'none',
  ],
  ['wrong passwords from abroad before it', { refusals: refusals('credentials', [-9, -4]) }, 'none'],
  ['from an address that failed on five others', { othersBefore: 5 }, 'worth_a_look_address 5'],
  ['from an address that failed on four others', { othersBefore: 4 }, 'none'],
  [
    'from an office’s address, where many mistype',
    { network: office, othersBefore: 9, isSharedAddress: true },
    'none',
  ],
])('a sign-in: %s', (_, given, wanted) => {
  expect(turned(signedIn, given)).toBe(wanted);
});

test.each<[string, Turning, Given, string]>([
  ['a wrong code from abroad', refusedCode, { refusals: refusals('second_step', [0]) }, 'none'],
  [
    'the second from abroad',
    refusedCode,
    { refusals: refusals('second_step', [-4, 0]) },
    'second_step_attack 2',
  ],
  [
    'the first, with another after it',
    refusedCode,
    { refusals: refusals('second_step', [0, 4]) },
    'second_step_attack 2',
  ],
  [
    'three wrong codes at home',
    refusedCode,
    { network: home, refusals: refusals('second_step', [-4, -2, 0], home) },
    'none',
  ],
  [
    'ten wrong passwords from abroad',
    refusedPassword,
    { refusals: refusals('credentials', uneven(10)) },
    'guessing 10',
  ],
  [
    'nine wrong passwords from abroad',
    refusedPassword,
    { refusals: refusals('credentials', uneven(9)) },
    'none',
  ],
  [
    'five from abroad, evenly',
    refusedPassword,
    { refusals: refusals('credentials', every(5, 2)) },
    'guessing 5',
  ],
  [
    'sixty, every six seconds, from where nobody ever signed in, on a name that never did',
    refusedPassword,
    { signIns: [], refusals: refusals('credentials', every(60, 0.1)) },
    'guessing 60',
  ],
  [
    'twelve wrong passwords at home',
    refusedPassword,
    { network: home, refusals: refusals('credentials', uneven(12), home) },
    'none',
  ],
  ['an address that fails on others', refusedPassword, { othersAround: 5 }, 'address_guessing 5'],
  [
    'an office where others mistype, too',
    refusedPassword,
    { network: office, othersAround: 7, isSharedAddress: true },
    'none',
  ],
  [
    'at home, where a guest’s address failed on many',
    refusedPassword,
    { network: home, othersAround: 7 },
    'none',
  ],
  [
    'every ten minutes from home, with a client known there',
    refusedPassword,
    {
      network: home,
      refusals: refusals('credentials', every(6, 10), home),
      ofClient: every(6, 10).map((each) => at(each)),
      isKnownClient: true,
    },
    'retrying',
  ],
  [
    'the same, with a client that is not known',
    refusedPassword,
    {
      network: home,
      refusals: refusals('credentials', every(6, 10), home),
      ofClient: every(6, 10).map((each) => at(each)),
    },
    'machine',
  ],
  [
    'the same, with a second step refused meanwhile',
    refusedPassword,
    {
      network: home,
      refusals: [...refusals('credentials', every(6, 10), home), ...refusals('second_step', [0], home)],
      ofClient: every(6, 10).map((each) => at(each)),
      isKnownClient: true,
    },
    'machine',
  ],
  [
    'a policy that denies is nobody guessing',
    { outcome: 'blocked', refused: undefined, isAtProvider: false },
    { refusals: refusals('credentials', uneven(10)), othersAround: 9 },
    'none',
  ],
  ['while it is in progress', { ...left, outcome: 'in_progress' }, { othersAround: 9 }, 'none'],
])('a failure: %s', (_, attempt, given, wanted) => {
  expect(turned(attempt, given)).toBe(wanted);
});

const course: ProviderCourse = {
  provider: 'Okta',
  others: 5,
  known: 0.5,
  share: 0.4,
  usual: 0.8,
  from: at(-10),
  to: at(9),
  failed: 14,
  all: 20,
};

test.each<[string, Turning, Partial<ProviderCourse>, string]>([
  ['five others, half the usual share, half of them known', refusedPassword, {}, 'provider_trouble'],
  ['left at the provider', left, {}, 'provider_trouble'],
  ['four others', left, { others: 4 }, 'none'],
  ['more than half the usual share', left, { share: 0.41 }, 'none'],
  ['nobody gets through', left, { share: 0 }, 'provider_trouble'],
  ['most of the others come from unknown addresses', refusedPassword, { known: 0.49 }, 'none'],
  ['what failed elsewhere is not the provider’s', refusedCode, {}, 'none'],
])('at a provider: %s', (_, attempt, given, wanted) => {
  const own = attempt === refusedCode ? { network: home } : { network: office };
  expect(turned(attempt, { ...own, provider: { ...course, ...given } })).toBe(wanted);
});

test('who guesses from abroad while a provider is down is told to guess', () => {
  const given = { refusals: refusals('credentials', uneven(10)), provider: course };
  expect(turned(refusedPassword, given)).toBe('guessing 10');
});
