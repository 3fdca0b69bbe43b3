import type { Seen } from '../../../contract/attempt-context.ts';
import type { FieldName } from '../../../contract/fields.ts';
import { formatInstant } from '../../../contract/instant.ts';
import { browserName } from '../../diagnosis/browser.ts';
import type { SeenValue } from '../../store/questions/attempts.ts';

/** So many values of a property are answered, the last seen first. */
export const seenLimit = 100;

/** The values of one property, as answered. */
export const seenOf = (
  values: readonly SeenValue[],
  property: FieldName,
): { values: Seen[]; more: boolean } => {
  const own = values.filter((each) => each.property === property);
  return {
    values: own.slice(0, seenLimit).map(({ value, first, last, attempts, events }) => ({
      value,
      ...(property === 'user_agent' ? { label: browserName(value) } : {}),
      first: formatInstant(first),
      last: formatInstant(last),
      attempts,
      events,
    })),
    more: own.length > seenLimit,
  };
};
