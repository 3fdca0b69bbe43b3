import { type AttemptExportColumn, isAttemptExportColumn } from '../../../contract/attempt-export.ts';

/** What columns of the table show, where an export calls it otherwise, or has more than one column for it. */
const shownIn: Readonly<Record<string, readonly AttemptExportColumn[]>> = {
  // where nobody gave a name, the table shows the address
  who: ['who', 'source_ip'],
  cause: ['causes'],
  verdict: ['title', 'waiting_for', 'decided_event_name'],
};

/** The columns of an export that hold what these columns of the table show, each once. */
export const exportedColumns = (shown: readonly string[]): AttemptExportColumn[] => [
  ...new Set(
    shown.flatMap((id) => {
      const named = Object.hasOwn(shownIn, id) ? shownIn[id] : undefined;
      return named ?? (isAttemptExportColumn(id) ? [id] : []);
    }),
  ),
];
