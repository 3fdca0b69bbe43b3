import { micros } from '../../contract/instant.ts';
import type { AuditRecord } from '../../contract/record.ts';
import type { StoredEvent } from '../records/stored-event.ts';
import { judgeWhole } from '../diagnosis/events.ts';
import { patience } from '../diagnosis/rules.ts';
import { type Beside, diagnose } from '../diagnosis/diagnose.ts';
import { wordVerdict } from '../answers/attempts/word-verdict.ts';

/** When the attempts of these tests begin. */
export const start = micros(BigInt(Date.UTC(2026, 1, 4, 9, 14)) * 1000n);
export const second = 1_000_000n;
/** When they have long ended. */
export const later = start + 3_600n * second;

/** What is known of whoever signs in. */
export const known: AuditRecord = {
  user_id: 'u-ana',
  upstream_user_id: 'ana@alder.example.com',
  application_name: 'Payroll',
  upstream_idp: 'Google',
  source_ip: '10.20.1.2',
  trace_id: 'trace-1',
};

/** Events a second apart, as `Event/Result` or whole records; the id of each is its place. */
export const storedOf = (steps: readonly (string | AuditRecord)[]): StoredEvent[] =>
  steps.map((step, index) => {
    const [event_name = '', result = ''] = typeof step === 'string' ? step.split('/') : [];
    return {
      time: micros(start + BigInt(index) * second),
      sequence: BigInt(index),
      id: `${index}`,
      record: typeof step === 'string' ? { ...known, event_name, result } : step,
    };
  });

/** An attempt of such events. */
export const attemptOf = (steps: readonly (string | AuditRecord)[], now: bigint = later) =>
  judgeWhole(storedOf(steps), now - patience);

/** The verdict of such events in words, an hour later and in UTC unless told. */
export const verdict = (
  steps: readonly (string | AuditRecord)[],
  beside: Beside & { readonly zone?: string } = {},
  now: bigint = later,
) => wordVerdict(diagnose(attemptOf(steps, now), beside), beside.zone ?? 'UTC');

/** What makes it a browser's sign-in. */
export const sent = 'Identity Provider Authentication/Authenticate';
export const returned = 'Identity Provider Callback/Success';

/** A real sign-in with a second step, as the platform records it, in its order. */
export const recorded = [
  'Authentication Request/InProgress',
  'Policy Evaluation/Authenticate',
  'Identity Provider Authentication/InProgress',
  'Identity Provider Authentication/Success',
  'Identity Provider Callback/Success',
  'Policy Evaluation/DoMfa',
  'Policy Evaluation/Success',
  'Token/Create',
  'MFA Challenge/InProgress',
  'MFA Challenge/Success',
  'Authentication Request/CodeIssued',
  'Token/Create',
  'Authentication Request/Success',
] as const;

const shortNames: Readonly<Record<string, string>> = {
  AR: 'Authentication Request',
  AS: 'Assertion Request',
  IP: 'Identity Provider Authentication',
  CB: 'Identity Provider Callback',
  PE: 'Policy Evaluation',
  MF: 'MFA Challenge',
  TK: 'Token',
  RF: 'Refresh',
};

/** `AR/InProgress IP/Success` as events; `…` is the real sign-in up to the callback, `…2` up to the challenge. */
export const stepsOf = (text: string): string[] =>
  text.split(' ').flatMap((each) => {
    if (each.startsWith('…')) return recorded.slice(0, each === '…' ? 5 : 9);
    const [name = '', result] = each.split('/');
    return `${shortNames[name] ?? name}/${result}`;
  });
