import type { SignedInQuestion } from '../../questions/findings.ts';
import type { OverviewContext } from '../overview/range-attempts.ts';
import { textIn } from '../sql.ts';
import { attemptsWith } from './attempts-with.ts';

/** Which of some attempts are in scope and signed somebody in. */
export const readSignedIn = async (
  answering: OverviewContext,
  { requestIds, ...scope }: SignedInQuestion,
): Promise<readonly string[]> => {
  const source =
    requestIds.length === 0 ? undefined : await attemptsWith(answering, scope, ['signed_in'], []);
  if (!source) return [];
  const { sql, params } = source;
  const rows = await answering.engine.ask(
    `SELECT request_id FROM ${sql} WHERE request_id IN (SELECT unnest(${params.list(requestIds)}))`,
    params,
    answering.signal,
  );
  return rows.map((row) => textIn(row, 'request_id'));
};
