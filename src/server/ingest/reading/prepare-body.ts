import { maxEventBytes } from '../../../contract/webhook.ts';
import { hashSteps } from '../../records/content.ts';
import { derivedId } from '../../store/derived-id.ts';
import { type Steps, runWhole } from '../../records/steps.ts';
import type { PreparedEvent } from '../../store/store.ts';
import { Occurrences } from '../occurrences.ts';
import { type RawEvent, eventSteps, isId, isRefusal, recordSteps } from '../prepare.ts';
import type { BulkBody } from './bulk-body.ts';
import { type Element, whyUnparsed } from './element.ts';
import { parseSteps } from './parse-json.ts';
import type { SharedThread } from './shared-thread.ts';

/** An event that is not stored, by the id that it is answered under. */
export type RefusedEvent = { readonly id: string; readonly message: string };

/** What its sender calls it, found without parsing the event; undefined when that is no id, or larger than any event. */
const sentId = (text: Buffer, { id }: Element): string | undefined => {
  if (id === undefined || text[id.from] !== 0x22 || id.end - id.from > maxEventBytes) return undefined;
  const written = text.toString('latin1', id.from + 1, id.end - 1);
  const read = written.includes('\\') ? String(JSON.parse(`"${written}"`)) : written;
  return isId(read) ? read : undefined;
};

type Outcome =
  | { readonly event: PreparedEvent }
  | { readonly message: string; readonly contentHash?: string };

/** Read one event. What it is refused for with an id of its own tells its content too, where it has one. */
function* readSteps(bytes: Buffer, element: Element): Steps<Outcome> {
  const parsed = whyUnparsed(element) ?? (yield* parseSteps(bytes, element));
  if (isRefusal(parsed)) return parsed;
  const raw = parsed.value as RawEvent; // an element is an object
  const event = yield* eventSteps(raw);
  if (!isRefusal(event)) return { event };
  const record = isId(raw.unique_id) ? event : yield* recordSteps(raw.event, raw.create_time);
  return isRefusal(record) ? event : { message: event.message, contentHash: record.contentHash };
}

/** An event this small is read at once; in steps it would take longer. */
const smallBytes = 16 * 1024;

/**
 * Make the events of a body storable, in turns with all else that is done. One that is refused is answered under its
 * own id, or, where that cannot be an id, under one that is derived from its content, or else from its bytes.
 */
export const prepareBody = async (
  { text, events }: Pick<BulkBody, 'text' | 'events'>,
  thread: SharedThread,
): Promise<{ readonly prepared: readonly PreparedEvent[]; readonly refused: readonly RefusedEvent[] }> => {
  const prepared: PreparedEvent[] = [];
  const refused: RefusedEvent[] = [];
  const occurrences = new Occurrences();
  for (const element of events) {
    if (thread.isOver) await thread.next();
    const bytes = text.subarray(element.from, element.end);
    const steps = readSteps(bytes, element);
    const outcome = bytes.length > smallBytes ? await thread.take(steps) : runWhole(steps);
    if ('event' in outcome) prepared.push(outcome.event);
    else {
      let id = sentId(text, element);
      if (id === undefined) {
        const hash = outcome.contentHash ?? (await thread.take(hashSteps(bytes)));
        id = derivedId(hash, occurrences.next(hash));
      }
      refused.push({ id, message: outcome.message });
    }
  }
  return { prepared, refused };
};
