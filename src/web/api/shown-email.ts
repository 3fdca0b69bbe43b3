import { type AuditRecord, type ReadEmail, emailOf, isEmail } from '../../contract/record.ts';
import { valueOf } from '../lib/marks.ts';

/** As `emailOf`, of a record as it is shown: what holds a blank is no address, although its mark is a sign like others. */
export const shownEmail = (
  record: AuditRecord,
  known: Readonly<Record<string, string>>,
): ReadEmail | undefined => emailOf(record, known, (text) => isEmail(valueOf(text)));
