import type { WaitingFor } from '../../contract/outcome.ts';
import { saidIn } from '../../contract/record.ts';
import { type JudgedAttempt, deciding } from './events.ts';
import type { Turning } from './turn.ts';

const atProvider: readonly (WaitingFor | undefined)[] = ['identity_provider', 'user_at_provider'];

/** What an attempt says itself of what its surroundings could make of it. */
export const turningOf = (attempt: JudgedAttempt): Turning => {
  const { outcome, judgement } = attempt;
  const { because, flat, waitingFor } = judgement;
  const { stage, result, record } = deciding(attempt);
  const waiting = because.kind === 'unanswered' ? because.waiting : waitingFor;
  const isOf = (name: string, ...results: readonly string[]): boolean =>
    because.kind === 'own' && stage === name && result !== undefined && results.includes(result);
  // a request that names nobody is a program’s own fault, not a guess
  const isNamed = attempt.events.some(
    (event) => saidIn(event.record, 'user_id') ?? saidIn(event.record, 'upstream_user_id'),
  );
  const isCredentials =
    isOf('Identity Provider Authentication', 'Failure') ||
    (flat && isNamed && isOf('Authentication Request', 'Failure'));
  const isSecondStep =
    isOf('MFA Challenge', 'Failure', 'Denied', 'Timeout') ||
    (outcome !== 'signed_in' && waiting === 'second_step');
  return {
    outcome,
    refused: isCredentials ? 'credentials' : isSecondStep ? 'second_step' : undefined,
    isAtProvider:
      isOf('Identity Provider Authentication', 'Failure', 'Timeout') ||
      (isOf('Identity Provider Callback', 'Failure', 'Timeout') &&
        saidIn(record, 'upstream_user_id') === undefined) ||
      atProvider.includes(waiting),
  };
};
