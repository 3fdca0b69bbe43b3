import { visible } from '../../../contract/fields.ts';
import type { Result } from '../../../contract/record.ts';

/** How a result is to be taken at a glance. Colours follow this, never the value itself. */
export type ResultKind = 'success' | 'failed' | 'blocked' | 'step' | 'unknown';

/** What a result is called and how it is drawn; the API's own value belongs in a tooltip. */
export type ResultLook = {
  readonly kind: ResultKind;
  readonly icon: ResultKind | 'timeout' | 'unfinished' | 'refresh' | 'alert';
  readonly word: string;
};

const look = (kind: ResultKind, word: string, icon: ResultLook['icon'] = kind): ResultLook => ({
  kind,
  icon,
  word,
});

const known: Readonly<Record<Result, ResultLook>> = {
  Success: look('success', 'Success'),
  InProgress: look('step', 'In progress'),
  Authenticate: look('step', 'Sign-in requested'),
  DoMfa: look('step', 'MFA requested'),
  Create: look('step', 'Created'),
  CodeIssued: look('step', 'Code issued'),
  Failure: look('failed', 'Failed'),
  Denied: look('blocked', 'Blocked'),
  Timeout: look('blocked', 'Timed out', 'timeout'),
  SessionExpired: look('blocked', 'Session expired', 'timeout'),
};

const isKnown = (value: string): value is Result => Object.hasOwn(known, value);

/** The look of a result; an unknown one is shown verbatim, in grey. */
export const resultLook = (value: string): ResultLook =>
  isKnown(value) ? known[value] : look('unknown', value);

/** A value as facets and chips name it: a result by its word, all else, results as recorded included, verbatim. */
export const valueWord = (property: string, value: string): string =>
  property === 'step_result' ? resultLook(value).word : visible(value);

/** The kinds in the order in which a chart stacks them, trouble first, with the words of its legend. */
export const kindWords: Readonly<Record<ResultKind, string>> = {
  failed: 'Failed',
  blocked: 'Blocked, timed out',
  step: 'Steps',
  success: 'Success',
  unknown: 'Other',
};
export const kinds = Object.keys(kindWords) as ResultKind[];
