import type { Result } from '../../contract/record.ts';

/** How a result is to be taken at a glance. Colours and icons follow this, never the value itself. */
export type ResultKind = 'success' | 'failed' | 'blocked' | 'timeout' | 'step' | 'unknown';

/** What a result is called on screen; the API's own value belongs in a tooltip. */
export type ResultLook = { readonly kind: ResultKind; readonly word: string };

const known: Readonly<Record<Result, ResultLook>> = {
  Success: { kind: 'success', word: 'Success' },
  InProgress: { kind: 'step', word: 'In progress' },
  Authenticate: { kind: 'step', word: 'Sign-in asked' },
  DoMfa: { kind: 'step', word: 'MFA asked' },
  Create: { kind: 'step', word: 'Created' },
  CodeIssued: { kind: 'step', word: 'Code issued' },
  Failure: { kind: 'failed', word: 'Failed' },
  Denied: { kind: 'blocked', word: 'Blocked' },
  Timeout: { kind: 'timeout', word: 'Timed out' },
  SessionExpired: { kind: 'timeout', word: 'Session expired' },
};

const isKnown = (value: string): value is Result => Object.hasOwn(known, value);

/** The look of a result; an unknown one is shown verbatim, in grey. */
export const resultLook = (value: string): ResultLook =>
  isKnown(value) ? known[value] : { kind: 'unknown', word: value };

/** Kinds in the order in which a chart stacks them, trouble first, with the words of its legend. */
export const kindWords: Readonly<Record<ResultKind, string>> = {
  failed: 'Failed',
  blocked: 'Blocked',
  timeout: 'Timed out',
  step: 'Steps',
  success: 'Success',
  unknown: 'Other',
};
export const kinds = Object.keys(kindWords) as ResultKind[];
