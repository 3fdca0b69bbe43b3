import { type AuditRecord, resultOf, stageOf } from '../../contract/record.ts';

const isPrompt = (result: string | undefined): boolean =>
  result !== undefined && ['Authenticate', 'InProgress', 'DoMfa', 'Create'].includes(result);

/**
 * Whom a gap was spent waiting for, told by the events on both sides of it; undefined when they do not say.
 * It is a reading of the records, not a record: pages word it so.
 */
export const waitingFor = (before: AuditRecord, after: AuditRecord): string | undefined => {
  const [stage, result] = [stageOf(before)?.value, resultOf(before)?.value];
  const next = stageOf(after)?.value;
  if (stage === 'MFA Challenge' && isPrompt(result)) return 'the user’s second step';
  if (stage === 'Policy Evaluation' && isPrompt(result)) return 'the user';
  if (stage === 'Identity Provider Authentication' && isPrompt(result)) {
    return next === 'Identity Provider Callback'
      ? `the user at ${before.upstream_idp ?? 'the identity provider'}`
      : 'the user';
  }
  if (result === 'CodeIssued')
    return next === 'Token' ? 'the application to collect its token' : 'the application';
  if (stage === 'Authentication Request' && isPrompt(result)) return 'the user';
  return undefined;
};
