import type { WaitingFor } from '../../contract/outcome.ts';
import { type JudgedAttempt, deciding } from './events.ts';
import type { Turning } from './turn.ts';

const atProvider: readonly (WaitingFor | undefined)[] = ['identity_provider', 'user_at_provider'];

/** What an attempt says itself of what its surroundings could make of it. */
export const turningOf = (attempt: JudgedAttempt): Turning => {
  const { outcome, judgement } = attempt;
  const { because, flat, waitingFor } = judgement;
  const { stage, result } = deciding(attempt);
  const waiting = because.kind === 'unanswered' ? because.waiting : waitingFor;
  const isOf = (name: string, ...results: readonly string[]): boolean =>
    because.kind === 'own' && stage === name && result !== undefined && results.includes(result);
  const isCredentials =
    isOf('Identity Provider Authentication', 'Failure') ||
    (flat && isOf('Authentication Request', 'Failure'));
  const isSecondStep =
    isOf('MFA Challenge', 'Failure', 'Denied', 'Timeout') ||
    (outcome !== 'signed_in' && waiting === 'second_step');
  return {
    outcome,
    refused: isCredentials ? 'credentials' : isSecondStep ? 'second_step' : undefined,
    isAtProvider:
      isOf('Identity Provider Authentication', 'Failure', 'Timeout') ||
      isOf('Identity Provider Callback', 'Failure', 'Timeout') ||
      atProvider.includes(waiting),
  };
};
