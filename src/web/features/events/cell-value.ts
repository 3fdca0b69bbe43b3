import { columnContent } from '../../../contract/column-value.ts';
import type { AuditEvent } from '../../api/events.ts';
import { jsonOf } from '../../api/shown.ts';

/** What the cell of a column says of an event, and the property it filters by; undefined when the event has nothing there. */
export const cellValue = (
  column: string,
  { record, email }: AuditEvent,
): { readonly text: string; readonly property?: string } | undefined => {
  const content = columnContent(record, column, email);
  if (!content) return undefined;
  const { value, ...filter } = content;
  return { text: typeof value === 'string' ? value : jsonOf(value, 0), ...filter };
};
