import type { Attempt } from '../../../contract/attempts.ts';
import { type Outcome, outcomes } from '../../../contract/outcome.ts';
import type { ResultKind, ResultLook } from './result-look.ts';

const look = (kind: ResultKind, word: string, icon: ResultLook['icon'] = kind): ResultLook => ({
  kind,
  icon,
  word,
});

const looks: Readonly<Record<Outcome, ResultLook>> = {
  signed_in: look('success', 'Signed in'),
  blocked: look('blocked', 'Blocked'),
  failed: look('failed', 'Failed'),
  timed_out: look('blocked', 'Timed out', 'timeout'),
  session_expired: look('blocked', 'Session expired', 'expired'),
  in_progress: look('step', 'In progress'),
  did_not_finish: look('unknown', 'Did not finish', 'unfinished'),
};

const abouts: Readonly<Record<Outcome, string>> = {
  signed_in: 'it ended well',
  blocked: 'it was not allowed, by a rule or a person',
  failed: 'a step was tried and did not succeed',
  timed_out: 'a step had no answer in time, such as the second step',
  session_expired: 'the page or the session that it belonged to was too old',
  in_progress: 'its last step was a short time ago, and nothing has ended it',
  did_not_finish: 'nothing has ended it, and no step came any more',
};

/** What an outcome means, and the API’s value: “Failed: a step was tried and did not succeed (failed)”. */
export const outcomeMeaning = (outcome: Outcome): string =>
  `${looks[outcome].word}: ${abouts[outcome]} (${outcome})`;

/** How an outcome is drawn and what it is called. */
export const outcomeLook = (outcome: Outcome): ResultLook => looks[outcome];

/** A renewal that succeeded is a success, and counted as one: its colour is the same, its word and icon are its own. */
const renewed = look('success', 'Renewed', 'refresh');

/** A sign-in after which somebody should look: no failure, but amber, with an icon of its own; the verdict says why. */
const worthALook = look('blocked', 'Signed in', 'alert');

/** What tells how an attempt is drawn. */
export type Drawn = Pick<Attempt, 'outcome' | 'renewal'> & {
  readonly verdict: Pick<Attempt['verdict'], 'worth_a_look'>;
};

/** How an attempt is drawn, and what it is called: as its outcome is, unless it renewed a session or is worth a look. */
export const attemptLook = ({ outcome, renewal, verdict }: Drawn): ResultLook => {
  if (outcome !== 'signed_in') return looks[outcome];
  if (renewal) return renewed;
  return verdict.worth_a_look ? worthALook : looks[outcome];
};

const fills: Readonly<Record<Outcome, string>> = {
  signed_in: 'var(--fill-success)',
  blocked: 'var(--fill-blocked)',
  failed: 'var(--fill-failed)',
  timed_out: 'var(--fill-timeout)',
  session_expired: 'var(--fill-expired)',
  in_progress: 'var(--fill-step)',
  did_not_finish: 'var(--fill-unfinished)',
};

/** The colour of an outcome in charts, as CSS has it. */
export const outcomeFill = (outcome: Outcome): string => fills[outcome];

/** In the order in which charts stack them: trouble at the bottom; what did not finish is no failure, and apart. */
export const stackedOutcomes: readonly Outcome[] = [
  'failed',
  'blocked',
  'timed_out',
  'session_expired',
  'signed_in',
  'in_progress',
  'did_not_finish',
];

export const isOutcome = (text: string): text is Outcome => outcomes.some((each) => each === text);
