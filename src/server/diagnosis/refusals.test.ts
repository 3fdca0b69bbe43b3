import { expect, test } from 'vitest';
import { micros } from '../../contract/instant.ts';
import { refusalsOf } from './refusals.ts';
import { stepOf } from './rules.ts';

const short: Readonly<Record<string, string>> = {
  AR: 'Authentication Request',
  IA: 'Identity Provider Authentication',
  IC: 'Identity Provider Callback',
  PE: 'Policy Evaluation',
  MF: 'MFA Challenge',
  TK: 'Token',
  RF: 'Refresh',
};

const steps = (text: string) =>
  text.split(', ').map((each, at) => {
    const [stage = '', result] = each.split(' ');
    return { time: micros(BigInt(at)), step: stepOf({ stage: short[stage] ?? stage, result }) };
  });

const told = (text: string, isOver = true): string =>
  refusalsOf(steps(text), isOver)
    .map(({ time, of, isAnswered }) => `${time} ${of}${isAnswered ? '' : ' unanswered'}`)
    .join(', ');

test.each([
  [
    'what the platform records of one sign-in with a second step',
    'AR InProgress, PE Authenticate, IA InProgress, IA Success, IC Success, PE DoMfa, PE Success, TK Create, MF InProgress, MF Success, AR CodeIssued, TK Create, AR Success',
    '',
  ],
  [
    'the same, left at the second step',
    'AR InProgress, IC Success, PE DoMfa, PE Success, TK Create, MF InProgress',
    '5 second_step unanswered',
  ],
  [
    'however many records say that it was sent',
    'PE DoMfa, MF Create, MF InProgress, MF InProgress',
    '1 second_step unanswered',
  ],
  [
    'sent again each time the policy asks',
    'PE DoMfa, MF InProgress, PE DoMfa, MF InProgress, PE DoMfa, MF InProgress',
    '1 second_step unanswered, 3 second_step unanswered, 5 second_step unanswered',
  ],
  [
    'asked for again and again without a policy',
    'MF Create, MF Create, MF Create, MF InProgress',
    '0 second_step unanswered, 1 second_step unanswered, 2 second_step unanswered',
  ],
  ['asked for, but never sent', 'PE DoMfa', ''],
  [
    'refused, then accepted',
    'PE DoMfa, MF InProgress, MF Failure, MF InProgress, MF Success, TK Create',
    '2 second_step',
  ],
  [
    'denied twice',
    'PE DoMfa, MF InProgress, MF Denied, PE DoMfa, MF InProgress, MF Denied',
    '2 second_step, 5 second_step',
  ],
  [
    'not answered in time, and closed',
    'PE DoMfa, MF InProgress, MF Timeout, AR Failure',
    '2 second_step unanswered',
  ],
  [
    'the first was left, the second answered',
    'PE DoMfa, MF InProgress, PE DoMfa, MF InProgress, MF Success',
    '1 second_step unanswered',
  ],
  ['the platform went on without an answer', 'PE DoMfa, MF InProgress, AR CodeIssued, TK Create', ''],
  ['a provider refused', 'AR InProgress, IA Failure, IA Failure', '1 credentials, 2 credentials'],
  [
    'a provider refused, and the request was closed',
    'AR InProgress, IA Failure, AR Failure',
    '1 credentials',
  ],
  ['a flat log', 'AR Failure, AR Failure', '0 credentials, 1 credentials'],
  ['a flat log with the step that failed', 'IA Failure, AR Failure', '0 credentials'],
  ['a request that broke off is none', 'AR InProgress, IC Success, AR Failure', ''],
  [
    'a token, a callback, a policy and an expired session are none',
    'TK Failure, IC Failure, PE Denied, TK SessionExpired, RF Failure, IA Denied',
    '',
  ],
  ['what is not recognised is none', 'Device Failure, MF Quarantined', ''],
])('%s', (_, text, wanted) => {
  expect(told(text)).toBe(wanted);
});

test('while it is in progress, a second step may still be answered', () => {
  expect(told('PE DoMfa, MF InProgress', false)).toBe('');
  expect(told('PE DoMfa, MF InProgress, MF Failure, MF InProgress', false)).toBe('2 second_step');
});
