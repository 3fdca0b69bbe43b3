import type { PreparedEvent } from '../store/store.ts';
import { type PreparedRecord, type Refusal, prepareEvent, prepareRecord } from './prepare.ts';

/** What a line holds: an event with its sender's id, a record still to be given one, or why it is neither. */
export type Decoded = {
  /** Its own text, as JSON, by which it can be written down again. */
  readonly text: () => string;
  readonly outcome: PreparedEvent | PreparedRecord | Refusal;
};

type JsonObject = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const invalid = (message: string): Refusal => ({ refused: 'invalid', message });

/** In a record `event` is text, the deprecated result; an object under this name is a record in its envelope. */
const isWebhookEvent = (value: JsonObject): boolean =>
  isObject(value['event']) ||
  ('unique_id' in value && 'event' in value && typeof value['event'] !== 'string');

const isBulkBody = (value: JsonObject): value is JsonObject & { readonly events: readonly unknown[] } =>
  Array.isArray(value['events']) && !('event_name' in value) && !('stage' in value);

/** Read one line: a bare record, a webhook event, or a whole bulk body, whose events come one by one. */
export const decodeLine = (text: string): readonly Decoded[] => {
  const whole = () => text;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [{ text: whole, outcome: invalid('is not JSON') }]; // the parser's words quote the line, which is shown anyway
  }
  if (!isObject(value)) return [{ text: whole, outcome: invalid('is not an object') }];
  if (isBulkBody(value))
    return value.events.map((event) => ({
      text: () => JSON.stringify(event),
      outcome: isObject(event)
        ? prepareEvent(event)
        : invalid('events holds something that is not an object'),
    }));
  return [{ text: whole, outcome: isWebhookEvent(value) ? prepareEvent(value) : prepareRecord(value) }];
};
