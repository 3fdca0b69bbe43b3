import type { EventName, Result } from '../../contract/record.ts';

/**
 * How long a step waits after the one before: who is waited for, as milliseconds from `least` to `most`,
 * short ones far more often.
 */
export const delays = {
  machine: { least: 4, most: 90 },
  network: { least: 90, most: 900 },
  /** Finding and typing a password, or choosing an account. */
  person: { least: 2_400, most: 45_000 },
  /** Reaching for a phone. */
  phone: { least: 3_500, most: 38_000 },
  /** A second step that nobody answers. */
  patience: { least: 60_000, most: 61_500 },
  /** A page left open. */
  lunch: { least: 35 * 60_000, most: 150 * 60_000 },
} as const;
export type Delay = keyof typeof delays;

/**
 * How much is known at a step, each more than the one before: the client, the identity provider, the name
 * typed there (`account`), an account that is nobody’s here (`stranger`) or somebody’s (`user`), their
 * session, and the token.
 */
export type Knows = 'client' | 'provider' | 'account' | 'stranger' | 'user' | 'session' | 'token';

export type Step = {
  readonly name: EventName;
  readonly result: Result;
  readonly after: Delay;
  readonly knows: Knows;
};

const step = (name: EventName, result: Result, after: Delay, knows: Knows): Step => ({
  name,
  result,
  after,
  knows,
});

const started = step('Authentication Request', 'InProgress', 'machine', 'client');
const sent = step('Identity Provider Authentication', 'Authenticate', 'network', 'provider');
const returned = step('Identity Provider Callback', 'Success', 'person', 'user');
const allowed = step('Policy Evaluation', 'Success', 'machine', 'user');
const challenged = [
  step('Policy Evaluation', 'DoMfa', 'machine', 'user'),
  step('MFA Challenge', 'Create', 'network', 'user'),
];
const answered = step('MFA Challenge', 'Success', 'phone', 'user');
const code = step('Authentication Request', 'CodeIssued', 'machine', 'session');
const token = step('Token', 'Success', 'network', 'token');
const identified = [started, sent, returned];
const finished = [allowed, code, token];

/** Every way an attempt goes in the demo. */
export const flows = {
  secondStep: [...identified, ...challenged, answered, ...finished],
  plain: [...identified, ...finished],
  typed: [started, sent, step('Identity Provider Authentication', 'Success', 'person', 'user'), ...finished],
  wrongPassword: [started, sent, step('Identity Provider Authentication', 'Failure', 'person', 'account')],
  mistyped: [
    started,
    sent,
    step('Identity Provider Authentication', 'Failure', 'person', 'account'),
    step('Identity Provider Authentication', 'Success', 'person', 'user'),
    ...challenged,
    answered,
    ...finished,
  ],
  wrongCode: [
    ...identified,
    ...challenged,
    step('MFA Challenge', 'Failure', 'phone', 'user'),
    answered,
    ...finished,
  ],
  signedInAgain: [
    ...identified,
    step('Policy Evaluation', 'Authenticate', 'machine', 'user'),
    sent,
    returned,
    ...finished,
  ],
  silent: [step('Authentication Request', 'InProgress', 'machine', 'session'), allowed, code, token],
  refreshed: [step('Token', 'Create', 'machine', 'token')],
  expired: [step('Token', 'SessionExpired', 'machine', 'session')],
  service: [
    step('Assertion Request', 'Success', 'machine', 'user'),
    step('Token', 'Create', 'machine', 'token'),
  ],
  serviceCreated: [step('Assertion Request', 'Create', 'machine', 'token')],
  serviceRefused: [step('Assertion Request', 'Failure', 'machine', 'user')],
  wrongAccount: [
    ...identified.slice(0, 2),
    step('Identity Provider Callback', 'Failure', 'person', 'stranger'),
  ],
  cancelled: [...identified.slice(0, 2), step('Identity Provider Callback', 'Failure', 'person', 'provider')],
  blocked: [...identified, step('Policy Evaluation', 'Denied', 'machine', 'user')],
  policyFault: [...identified, step('Policy Evaluation', 'Failure', 'network', 'user')],
  unanswered: [...identified, ...challenged, step('MFA Challenge', 'Timeout', 'patience', 'user')],
  refusedCode: [...identified, ...challenged, step('MFA Challenge', 'Failure', 'phone', 'user')],
  refusedByUser: [...identified, ...challenged, step('MFA Challenge', 'Denied', 'phone', 'user')],
  tokenFailed: [...identified, allowed, code, step('Token', 'Failure', 'network', 'session')],
  tokenDenied: [...identified, allowed, code, step('Token', 'Denied', 'network', 'session')],
  badRequest: [step('Authentication Request', 'Failure', 'machine', 'client')],
  notPermitted: [started, step('Authentication Request', 'Denied', 'machine', 'client')],
  stale: [started, sent, step('Authentication Request', 'SessionExpired', 'lunch', 'client')],
  providerDown: [started, step('Identity Provider Authentication', 'Failure', 'network', 'account')],
  leftAtStart: [started],
  leftAtProvider: [started, sent],
  leftAtSecondStep: [...identified, ...challenged],
  neverCollected: [...identified, allowed, code],
} as const satisfies Readonly<Record<string, readonly Step[]>>;
export type Flow = keyof typeof flows;

/** Ways that end with a session, in which more happens later. */
export const successes: ReadonlySet<Flow> = new Set([
  'secondStep',
  'plain',
  'typed',
  'mistyped',
  'wrongCode',
  'signedInAgain',
]);

/** How often people’s attempts go which way, by weight, the commoner first. */
export const personFlows: readonly (readonly [Flow, number])[] = [
  ['secondStep', 330],
  ['plain', 215],
  ['signedInAgain', 22],
  ['leftAtProvider', 48],
  ['wrongCode', 28],
  ['wrongAccount', 22],
  ['leftAtSecondStep', 18],
  ['leftAtStart', 16],
  ['unanswered', 16],
  ['blocked', 14],
  ['neverCollected', 10],
  ['refusedCode', 10],
  ['expired', 8],
  ['cancelled', 8],
  ['stale', 7],
  ['tokenFailed', 4],
  ['refusedByUser', 3],
  ['badRequest', 3],
  ['notPermitted', 2],
  ['tokenDenied', 1],
  ['policyFault', 1],
];

/** The same for people whose provider is our own, whose passwords we see. */
export const localFlows: readonly (readonly [Flow, number])[] = [
  ['typed', 480],
  ['mistyped', 190],
  ['wrongPassword', 90],
  ['leftAtProvider', 40],
  ['stale', 20],
];

export const serviceFlows: readonly (readonly [Flow, number])[] = [
  ['service', 870],
  ['serviceCreated', 120],
  ['serviceRefused', 10],
];
