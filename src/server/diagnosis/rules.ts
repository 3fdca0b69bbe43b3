import type { Outcome } from '../../contract/outcome.ts';
import type { EventName, Result } from '../../contract/record.ts';

/**
 * What somebody is waited for: to sign in (`again`), to come back from the identity provider, to answer the second
 * step, to collect the token that a code is for.
 */
export type Ask = 'again' | 'provider' | 'second_step' | 'code';

/** Outcomes that an event brings; the others are told by time. */
export type EndOutcome = Exclude<Outcome, 'in_progress' | 'did_not_finish'>;

/** What a recognised event does to its attempt. `steps` do nothing: they neither ask nor end. */
type Effect =
  | { readonly kind: 'begins' | 'redirects' | 'passes' | 'steps' }
  | { readonly kind: 'asks'; readonly ask: Ask }
  | { readonly kind: 'ends'; readonly outcome: EndOutcome };

const begins: Effect = { kind: 'begins' };
const redirects: Effect = { kind: 'redirects' };
const passes: Effect = { kind: 'passes' };
const steps: Effect = { kind: 'steps' };
const signsIn: Effect = { kind: 'ends', outcome: 'signed_in' };
const asks = (ask: Ask): Effect => ({ kind: 'asks', ask });

/**
 * The one table of rules: what each event and result does, besides the unsuccessful ends below. Everything that tells
 * how an attempt went derives from it (`judge.ts`), the SQL included, which only puts steps in order.
 */
const effects: Readonly<Record<EventName, Readonly<Partial<Record<Result, Effect>>>>> = {
  'Authentication Request': {
    InProgress: begins,
    Create: begins,
    Authenticate: asks('again'),
    CodeIssued: asks('code'),
    Success: signsIn,
  },
  'Assertion Request': { Success: signsIn, Create: signsIn },
  'Identity Provider Authentication': {
    InProgress: asks('provider'),
    Authenticate: asks('provider'),
    // the redirect was made: nothing is confirmed before the callback
    Success: redirects,
  },
  'Identity Provider Callback': { Success: passes },
  'Policy Evaluation': { Authenticate: asks('again'), DoMfa: asks('second_step'), Success: passes },
  'MFA Challenge': {
    Create: asks('second_step'),
    InProgress: asks('second_step'),
    DoMfa: asks('second_step'),
    Success: passes,
  },
  Token: { Success: signsIn, Create: signsIn },
  Refresh: { Success: signsIn, Create: signsIn },
};

/** Results that end an attempt badly, of any event, and of a record that does not name its event. */
const unsuccessful: Readonly<Partial<Record<Result, EndOutcome>>> = {
  Timeout: 'timed_out',
  SessionExpired: 'session_expired',
  Failure: 'failed',
  Denied: 'blocked',
};

const effectOf = (stage: EventName | undefined, result: Result): Effect => {
  const outcome = unsuccessful[result];
  if (outcome !== undefined) return { kind: 'ends', outcome };
  return (stage === undefined ? undefined : effects[stage][result]) ?? steps;
};

/** An event and a result that are known. Steps of one instant are told in the order of their numbers, from 1. */
export type Step = {
  readonly number: number;
  /** What stands for it where an attempt’s steps are one text. */
  readonly letter: string;
  readonly stage: EventName | undefined;
  readonly result: Result;
  readonly effect: Effect;
};

/** Within one event and instant: what asks, what passes, what ends. */
export const resultOrder = [
  'InProgress',
  'Authenticate',
  'DoMfa',
  'Create',
  'CodeIssued',
  'Success',
  'Timeout',
  'SessionExpired',
  'Failure',
  'Denied',
] as const satisfies readonly Result[];

/** Results of an event that stand together in the order of one instant. */
export type Group = {
  readonly stage: EventName | undefined;
  readonly results: readonly Result[];
  /** Whether results that are not recognised, or not recorded, stand here too: before the others. */
  readonly others: boolean;
  /** What to add to a result’s place to have the number of the step. */
  readonly base: number;
};

/** The place of a result within its event: 0 is left for those that are not recognised. */
export const placeOfResult = (result: string | undefined): number =>
  resultOrder.findIndex((each) => each === result) + 1;

const opening: readonly Result[] = ['InProgress', 'Authenticate', 'Create'];
const without = (taken: readonly Result[]): readonly Result[] =>
  resultOrder.filter((result) => !taken.includes(result));

/**
 * The order of one instant: the pipeline, in which Authentication Request stands at the beginning with what starts a
 * sign-in, behind the second step with its code, and behind the token with everything else. A record that does not
 * name its event comes first.
 */
const instant: readonly (readonly [EventName | undefined, readonly Result[]])[] = [
  [undefined, resultOrder],
  ['Authentication Request', opening],
  ['Assertion Request', resultOrder],
  ['Identity Provider Authentication', resultOrder],
  ['Identity Provider Callback', resultOrder],
  ['Policy Evaluation', resultOrder],
  ['MFA Challenge', resultOrder],
  ['Authentication Request', ['CodeIssued']],
  ['Token', resultOrder],
  ['Authentication Request', without([...opening, 'CodeIssued'])],
  ['Refresh', resultOrder],
];

let next = 1;
export const groups: readonly Group[] = instant.map(([stage, results]) => {
  const others = results.includes('Denied');
  const places = results.map((result) => placeOfResult(result));
  const base = next - (others ? 0 : Math.min(...places));
  next = base + Math.max(...places) + 1;
  return { stage, results, others, base };
});

/** Steps as letters: an event that is not recognised is the first of them. All are ASCII, in which there is little room. */
const firstLetter = 21;
const lastLetter = 127;
if (firstLetter + next - 1 > lastLetter)
  throw new RangeError(
    'There are more steps than letters: write them in another way before the next one is added.',
  );

/** The code of the letter that stands for a number. */
export const letterCodeOf = (number: number): number => firstLetter + number;

/** Every step there is. */
export const allSteps: readonly Step[] = groups.flatMap(({ stage, results, base }) =>
  results.map((result) => ({
    number: base + placeOfResult(result),
    letter: String.fromCharCode(letterCodeOf(base + placeOfResult(result))),
    stage,
    result,
    effect: effectOf(stage, result),
  })),
);

/** What is read of an event here: its stage and result, today’s properties before the deprecated ones. */
export type Judged = {
  readonly stage: string | undefined;
  readonly result: string | undefined;
};

const byNumber = new Map(allSteps.map((step) => [step.number, step]));

/** The place of an event among those of one instant; 0 for an event that is not recognised. */
export const numberOf = ({ stage = '', result }: Judged): number => {
  const own = groups.filter((group) => (group.stage ?? '') === stage);
  const group =
    own.find(({ results }) => results.some((each) => each === result)) ?? own.find(({ others }) => others);
  return group ? group.base + placeOfResult(result) : 0;
};

const numbers = new Map<string, Map<string, number>>();

/** The same of events that have been met before: each is looked up several times. */
const knownNumber = (event: Judged): number => {
  const { stage = '', result = '' } = event;
  const known = numbers.get(stage)?.get(result);
  if (known !== undefined) return known;
  const number = numberOf(event);
  if (byNumber.has(number))
    numbers.set(stage, (numbers.get(stage) ?? new Map<string, number>()).set(result, number));
  return number;
};

/** The step that an event is, or undefined when its event or its result is not recognised. */
export const stepOf = (event: Judged): Step | undefined => byNumber.get(knownNumber(event));

/** Codes of letters that stand for no known step. */
export const unknownCodes: readonly number[] = [
  letterCodeOf(0),
  ...groups.filter(({ others }) => others).map(({ base }) => letterCodeOf(base)),
];

/** The steps that a text of such letters stands for. */
export const stepsOfLetters = (letters: string): (Step | undefined)[] =>
  Array.from(letters, (letter) => byNumber.get(letter.charCodeAt(0) - firstLetter));

/** An attempt after whose last event nothing came for so long did not finish; until then it is in progress. */
export const patience = 600_000_000n;
