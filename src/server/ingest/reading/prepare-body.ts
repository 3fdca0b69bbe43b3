import { createHash } from 'node:crypto';
import { maxEventBytes, uniqueIdPattern } from '../../../contract/webhook.ts';
import type { PreparedEvent } from '../../store/store.ts';
import { Occurrences } from '../occurrences.ts';
import { type Refusal, derivedId, isRefusal, prepareEvent, prepareRecord } from '../prepare.ts';
import type { BulkBody } from './bulk-body.ts';
import { type Element, parseElement, whyUnparsed } from './element.ts';
import type { Turns } from './turns.ts';

/** An event that is not stored, by the id that it is answered under. */
export type RefusedEvent = { readonly id: string; readonly message: string };

/** So much is hashed before it is asked whether it is others' turn. */
const hashedBytes = 256 * 1024;

const hashOf = async (bytes: Buffer, turns: Turns): Promise<string> => {
  const hash = createHash('sha256');
  for (let at = 0; at < bytes.length; at += hashedBytes) {
    if (turns.isOver) await turns.next();
    hash.update(bytes.subarray(at, at + hashedBytes));
  }
  return hash.digest('hex');
};

type RawEvent = { readonly unique_id?: unknown; readonly create_time?: unknown; readonly event?: unknown };

/** What its sender calls it, found without parsing the event; undefined when that is no id, or larger than any event. */
const sentId = (text: Buffer, { id }: Element): string | undefined => {
  if (id === undefined || text[id.from] !== 0x22 || id.end - id.from > maxEventBytes) return undefined;
  const written = text.toString('latin1', id.from + 1, id.end - 1);
  if (uniqueIdPattern.test(written)) return written;
  if (!written.includes('\\')) return undefined;
  const read = String(JSON.parse(`"${written}"`));
  return uniqueIdPattern.test(read) ? read : undefined;
};

/**
 * Make the events of a body storable, in turns with all else that is done. One that is refused is answered under its
 * own id, or, where that cannot be an id, under one that is derived from its content, or else from its bytes.
 */
export const prepareBody = async (
  { text, events }: Pick<BulkBody, 'text' | 'events'>,
  turns: Turns,
): Promise<{ readonly prepared: readonly PreparedEvent[]; readonly refused: readonly RefusedEvent[] }> => {
  const prepared: PreparedEvent[] = [];
  const refused: RefusedEvent[] = [];
  const occurrences = new Occurrences();
  for (const element of events) {
    if (turns.isOver) await turns.next();
    const bytes = text.subarray(element.from, element.end);
    const parsed = whyUnparsed(element) ?? parseElement(bytes);
    const outcome = isRefusal(parsed) ? parsed : prepareEvent(parsed.value as RawEvent);
    if (!isRefusal(outcome)) {
      prepared.push(outcome);
      continue;
    }
    let id = sentId(text, element);
    if (id === undefined) {
      const content = isRefusal(parsed) ? undefined : contentOf(parsed.value as RawEvent);
      const hash = content ?? (await hashOf(bytes, turns));
      id = derivedId(hash, occurrences.next(hash));
    }
    refused.push({ id, message: outcome.message });
  }
  return { prepared, refused };
};

const contentOf = ({ event, create_time: createTime }: RawEvent): string | undefined => {
  const outcome: Refusal | { readonly contentHash: string } = prepareRecord(event, createTime);
  return isRefusal(outcome) ? undefined : outcome.contentHash;
};
