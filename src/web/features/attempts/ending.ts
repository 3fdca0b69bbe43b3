import { type AuditRecord, resultOf, stageOf } from '../../../contract/record.ts';

const endings = new Set(['Denied', 'Failure', 'Timeout', 'SessionExpired']);
const flatStages = new Set(['Authentication Request', 'Identity Provider Authentication']);

const isEnd = (record: AuditRecord): boolean => {
  const [stage, result] = [stageOf(record)?.value, resultOf(record)?.value];
  if (result === undefined) return false;
  if (endings.has(result)) return true;
  return (
    (stage === 'Token' || stage === 'Assertion Request') && (result === 'Success' || result === 'Create')
  );
};

/**
 * Whether an event that ends an attempt is recorded: a token, an assertion, or a refusal of any kind.
 * Logs that know nothing of the browser's flow end with the identity provider's success.
 */
export const hasEnd = (records: readonly AuditRecord[]): boolean => {
  if (records.some(isEnd)) return true;
  const isFlat = records.every((record) => flatStages.has(stageOf(record)?.value ?? ''));
  const last = records.at(-1);
  return isFlat && last !== undefined && resultOf(last)?.value === 'Success';
};
