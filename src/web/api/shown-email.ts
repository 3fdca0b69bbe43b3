import { type AuditRecord, type Supplied, emailOf, isEmail } from '../../contract/record.ts';
import { valueOf } from '../lib/marks.ts';

/** As `emailOf`, of a record as it is shown: what holds a blank is no address, although its mark is a sign like others. */
export const shownEmail = (
  record: AuditRecord,
  known: Readonly<Record<string, string>>,
): (Supplied & { readonly email: boolean }) | undefined => {
  const { upstream_user_id: upstream, ...others } = record;
  if (upstream === undefined || isEmail(valueOf(upstream))) return emailOf(record, known);
  return emailOf(others, known) ?? { property: 'upstream_user_id', value: upstream, email: false };
};
