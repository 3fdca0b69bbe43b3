import type { WaitingFor } from '../../../contract/outcome.ts';
import { type AuditRecord, resultOf, saidIn, stageOf } from '../../../contract/record.ts';
import { waitWords } from '../looks/waiting-words.ts';

/** What an event is, as far as a gap beside it is told by it. */
type Neighbour = { readonly stage: string | undefined; readonly result: string | undefined };

const isOne = (result: string | undefined, list: readonly string[]): boolean =>
  result !== undefined && list.includes(result);

const isBad = ({ result }: Neighbour): boolean =>
  isOne(result, ['Failure', 'Denied', 'Timeout', 'SessionExpired']);

const isOf = ({ stage }: Neighbour, stages: readonly string[]): boolean => isOne(stage, stages);

/** Steps that a person takes, in a browser. */
const steps = [
  'Authentication Request',
  'Identity Provider Authentication',
  'Identity Provider Callback',
  'Policy Evaluation',
  'MFA Challenge',
];

/** An answer to a second step: whatever came before it, the user was asked, and took the time. */
const isSecondStepAnswer = (next: Neighbour): boolean =>
  isOf(next, ['MFA Challenge']) && (next.result === 'Success' || isBad(next));

/** A sign-in at a provider that begins anew, or from the first page. */
const isNewTry = ({ stage, result }: Neighbour): boolean =>
  (stage === 'Identity Provider Authentication' || stage === 'Authentication Request') &&
  isOne(result, ['InProgress', 'Authenticate', 'Create']);

/** After a step that failed: whoever tries again was waited for; a record that only closes says nothing. */
const afterFailure = (before: Neighbour, next: Neighbour): WaitingFor | undefined => {
  if (!isOf(before, steps) || !isOf(next, steps)) return undefined;
  if (isOf(before, ['MFA Challenge']) && isOf(next, ['MFA Challenge'])) return 'second_step';
  const closes = isOf(next, ['Authentication Request']) && isBad(next);
  return closes && !isOf(before, ['Authentication Request']) ? undefined : 'user';
};

type Reading = WaitingFor | ((next: Neighbour) => WaitingFor | undefined);

/** The user who comes back from the provider ends a gap; before that, and without it, the provider is waited for. */
const atProvider: Reading = (next) =>
  isOf(next, ['Identity Provider Callback']) ? 'user_at_provider' : 'identity_provider';

/** The redirect was made: the user is there. Older logs record no return: then this was the confirmation. */
const redirected: Reading = (next) => {
  const goesOn =
    isOf(next, ['Policy Evaluation', 'MFA Challenge', 'Token']) ||
    (isOf(next, ['Authentication Request']) && isOne(next.result, ['CodeIssued', 'Success']));
  return goesOn && next.result !== 'Authenticate' ? 'platform' : 'user_at_provider';
};

/** A step was done: the platform goes on, unless somebody begins anew. */
const passed = (next: Neighbour): WaitingFor => (isNewTry(next) ? 'user' : 'platform');

/**
 * Policy allowed it; where it had asked for a second step, which only the event after it can tell, that still stands.
 * A token made here may carry the challenge, and what closes here may close an unanswered one.
 */
const allowed: Reading = (next) => {
  if (isOf(next, ['MFA Challenge'])) return 'second_step';
  const isOpen =
    (isOf(next, ['Token']) && next.result === 'Create') ||
    (isOf(next, ['Authentication Request']) && isBad(next));
  return isOpen ? undefined : passed(next);
};

/** A token in front of a challenge only carries it; behind any other there is nobody to wait for. */
const tokenMade: Reading = (next) => (isOf(next, ['MFA Challenge']) ? 'second_step' : undefined);

/** What an event leaves to be done, and by whom: stage, then result. */
const readings: Readonly<Record<string, Readonly<Record<string, Reading>>>> = {
  'Authentication Request': { InProgress: 'user', Create: 'user', Authenticate: 'user' },
  'Identity Provider Authentication': {
    InProgress: atProvider,
    Authenticate: atProvider,
    Success: redirected,
  },
  'Identity Provider Callback': { Success: passed },
  'Policy Evaluation': { Authenticate: 'user', DoMfa: 'second_step', Success: allowed },
  'MFA Challenge': {
    InProgress: 'second_step',
    Create: 'second_step',
    DoMfa: 'second_step',
    Success: passed,
  },
  Token: { Create: tokenMade, Success: tokenMade },
};

const own = <Value>(table: Readonly<Record<string, Value>>, name: string | undefined): Value | undefined =>
  name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;

/** Who was waited for between two events; undefined where both do not say. */
const waitBetween = (before: Neighbour, next: Neighbour): WaitingFor | undefined => {
  if (isSecondStepAnswer(next)) return 'second_step';
  if (isBad(before)) return afterFailure(before, next);
  // what a code is for is known even where the event is not named
  if (before.result === 'CodeIssued') return 'application';
  const reading = own(own(readings, before.stage) ?? {}, before.result);
  return typeof reading === 'function' ? reading(next) : reading;
};

const neighbour = (record: AuditRecord): Neighbour => ({
  stage: stageOf(record)?.value,
  result: resultOf(record)?.value,
});

/**
 * Whom a gap was spent waiting for, told by the events on both sides of it; undefined when they do not say, or belong
 * to different attempts. It is a reading of the records, not a record: pages word it so.
 */
export const waitingFor = (before: AuditRecord, after: AuditRecord): string | undefined => {
  if (saidIn(before, 'request_id') !== saidIn(after, 'request_id')) return undefined;
  const who = waitBetween(neighbour(before), neighbour(after));
  return who && waitWords(who, before.upstream_idp || after.upstream_idp);
};
