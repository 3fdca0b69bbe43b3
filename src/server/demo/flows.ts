import { type FlowStep, quickly, step } from './steps.ts';

const request = 'Authentication Request';
const atProvider = 'Identity Provider Authentication';
const callback = 'Identity Provider Callback';
const policy = 'Policy Evaluation';
const challenge = 'MFA Challenge';

const started = step(request, 'InProgress', 'machine', 'client');
const returned = step(callback, 'Success', 'person', 'user');
const allowed = step(policy, 'Success', 'network', 'user');
const answered = step(challenge, 'Success', 'phone', 'user');
const refusedPassword = step(atProvider, 'Failure', 'person', 'account');

/** What differs between the orders in which sign-ins are recorded. */
type Parts = {
  /** Up to the first page. */
  readonly opened: readonly FlowStep[];
  /** There the provider is chosen … */
  readonly chosen: readonly FlowStep[];
  /** … and the person is sent to it. */
  readonly redirected: readonly FlowStep[];
  /** Back from a provider that is our own, whose passwords we see. */
  readonly typed: FlowStep;
  /** From the policy that wants a second step to the page that asks for it. */
  readonly challenged: readonly FlowStep[];
  /** Between an answer to that and the code. */
  readonly passed: readonly FlowStep[];
  /** The code, the token, and what closes the attempt. */
  readonly finished: readonly FlowStep[];
};

/**
 * As the platform records it: nobody is known before the callback, a Success of the authentication is only the
 * redirect, a token carries the second step’s challenge, and the request is closed at the end.
 */
const today: Parts = {
  opened: [started, step(policy, 'Authenticate', 'machine', 'client')],
  chosen: [step(atProvider, 'InProgress', 'choice', 'provider')],
  redirected: [step(atProvider, 'Success', 'instant', 'provider')],
  typed: returned,
  challenged: [
    step(policy, 'DoMfa', 'network', 'user'),
    step(policy, 'Success', 'machine', 'user'),
    step('Token', 'Create', 'network', 'challenge'),
    step(challenge, 'InProgress', 'network', 'user'),
  ],
  passed: [],
  finished: [
    step(request, 'CodeIssued', 'browser', 'session'),
    step('Token', 'Create', 'browser', 'token'),
    step(request, 'Success', 'machine', 'session'),
  ],
};

/** As older installations recorded it: the token is last, and nothing closes the request. */
const older: Parts = {
  opened: [started],
  chosen: [],
  redirected: [step(atProvider, 'Authenticate', 'network', 'provider')],
  typed: step(atProvider, 'Success', 'person', 'user'),
  challenged: [step(policy, 'DoMfa', 'machine', 'user'), step(challenge, 'Create', 'network', 'user')],
  passed: [allowed],
  finished: [step(request, 'CodeIssued', 'machine', 'session'), step('Token', 'Success', 'network', 'token')],
};

/** Every way an attempt goes in the demo, in one order. Some of them can be closed besides. */
const waysIn = ({ opened, chosen, redirected, typed, challenged, passed, finished }: Parts) => {
  const sent = [...opened, ...chosen, ...redirected];
  const identified = [...sent, returned];
  const waiting = [...identified, ...challenged];
  const coded = [...identified, allowed, ...finished.slice(0, 1)];
  const accepted = [answered, ...passed, ...finished];
  const typedRight = [...sent, typed, allowed, ...finished];
  return {
    // somebody gets in
    secondStep: [...waiting, ...accepted],
    plain: [...identified, allowed, ...finished],
    typed: typedRight,
    mistyped: [...sent, refusedPassword, ...chosen, ...redirected, typed, ...challenged, ...accepted],
    wrongCode: [...waiting, step(challenge, 'Failure', 'phone', 'user'), ...accepted],
    signedInAgain: [
      ...identified,
      step(policy, 'Authenticate', 'machine', 'user'),
      ...chosen,
      ...redirected,
      returned,
      allowed,
      ...finished,
    ],
    programLetIn: quickly(typedRight),

    // somebody, or something, cannot sign in
    wrongPassword: [...sent, refusedPassword],
    programRefused: quickly([...sent, refusedPassword]),
    providerRefused: [...opened, ...chosen, step(atProvider, 'Failure', 'network', 'account')],
    wrongAccount: [...sent, step(callback, 'Failure', 'person', 'stranger')],
    cancelled: [...sent, step(callback, 'Failure', 'person', 'provider')],
    blocked: [...identified, step(policy, 'Denied', 'network', 'user')],
    policyFault: [...identified, step(policy, 'Failure', 'network', 'user')],
    refusedCode: [...waiting, step(challenge, 'Failure', 'phone', 'user')],
    refusedByUser: [...waiting, step(challenge, 'Denied', 'phone', 'user')],
    unanswered: [...waiting, step(challenge, 'Timeout', 'patience', 'user')],
    tokenFailed: [...coded, step('Token', 'Failure', 'browser', 'session')],
    tokenDenied: [...coded, step('Token', 'Denied', 'browser', 'session')],
    badRequest: [step(request, 'Failure', 'machine', 'client')],
    notPermitted: [started, step(request, 'Denied', 'machine', 'client')],

    // nobody goes on
    leftAtStart: opened,
    leftAtProvider: sent,
    stuckAfterReturn: identified,
    leftAtSecondStep: waiting,
    stuckAfterSecondStep: [...waiting, answered],
    neverCollected: coded,
    stale: [...opened, step(request, 'SessionExpired', 'lunch', 'client')],

    // what comes of a session: another application, other tokens, its end
    silent: [started, step(policy, 'Success', 'machine', 'session'), ...finished],
    renewed: [step('Refresh', 'Success', 'machine', 'token')],
    notRenewed: [step('Refresh', 'Failure', 'machine', 'session')],
    sessionEnded: [step('Refresh', 'SessionExpired', 'machine', 'session')],
    /** The same in the older form: a token on its own. */
    reissued: [step('Token', 'Create', 'machine', 'token')],
    expired: [step('Token', 'SessionExpired', 'machine', 'session')],

    // a program brings a document of its own
    service: [
      step('Assertion Request', 'Success', 'machine', 'user'),
      step('Token', 'Create', 'machine', 'token'),
    ],
    serviceCreated: [step('Assertion Request', 'Create', 'machine', 'token')],
    serviceRefused: [step('Assertion Request', 'Failure', 'machine', 'user')],

    // a log without steps: it tells what was refused, and how it ended
    flat: [step(atProvider, 'Success', 'machine', 'user'), step(request, 'Success', 'machine', 'session')],
    flatMistyped: [refusedPassword, step(request, 'Success', 'person', 'session')],
    flatMistypedTwice: [refusedPassword, refusedPassword, step(request, 'Success', 'person', 'session')],
    flatRefused: [refusedPassword],
    flatClosed: [refusedPassword, refusedPassword, step(request, 'Failure', 'instant', 'account')],
  } satisfies Readonly<Record<string, readonly FlowStep[]>>;
};

/** Every way by the order in which its steps are recorded. */
export const flows = { today: waysIn(today), older: waysIn(older) };
export type FlowOrder = keyof typeof flows;
export type Flow = keyof (typeof flows)['today'];

/** What a record says that closes an attempt in which nobody signed in. */
export type Closing = 'Failure' | 'Denied' | 'Timeout';

/** Whether a way ends with a second step that nobody has answered. */
const isWaiting = ({ name, result }: FlowStep): boolean => name === challenge && result === 'InProgress';

/** How the platform may close a way: by what its last step says. None where it has an end of its own, or none. */
export const closingsOf = (steps: readonly FlowStep[]): readonly Closing[] => {
  const [first, last] = [steps[0], steps.at(-1)];
  if (first?.name !== request || last === undefined || last.name === request) return [];
  if (isWaiting(last)) return ['Failure', 'Timeout'];
  if (last.result === 'Denied') return ['Denied', 'Failure'];
  return last.result === 'Failure' || last.result === 'Timeout' ? ['Failure'] : [];
};

/** The same way, closed: right after a refusal, or when nobody answered for minutes. No more is known than before. */
export const closed = (steps: readonly FlowStep[], closing: Closing): readonly FlowStep[] => {
  const last = steps.at(-1);
  if (last === undefined) return steps;
  return [...steps, step(request, closing, isWaiting(last) ? 'minutes' : 'instant', last.knows)];
};
