import { isJsonObject } from '../../../contract/exact-number.ts';
import { maxBodyBytes } from '../../../contract/webhook.ts';
import type { PreparedEvent } from '../../store/store.ts';
import { runWhole } from '../../records/steps.ts';
import type { Line } from '../line-splitter.ts';
import {
  type PreparedRecord,
  type RawEvent,
  type RecordRefusal,
  invalid,
  isRefusal,
  prepareEvent,
  prepareRecord,
} from '../prepare.ts';
import { DocumentWatcher, type FoundElement } from './document-watcher.ts';
import { whyUnparsed } from './element.ts';
import { JsonFault } from './json-scanner.ts';
import { parseSteps } from './parse-json.ts';

/** Something that was read: an event with its sender's id, a record still to be given one, or why it is neither. */
export type Decoded = {
  /** Where it begins, from 1. */
  readonly line: number;
  /** Its own bytes, by which it can be written down again; none when they were too many to be kept. */
  readonly bytes: Buffer | undefined;
  readonly outcome: PreparedEvent | PreparedRecord | RecordRefusal;
};

/** A piece of a line that is too long and no document, as it came; the last has the line's end. */
export type Overlong = { readonly overlong: Buffer };

/** A line that is still needed, as bytes of the documents that are read. */
type KeptLine = { readonly number: number; readonly at: number; readonly bytes: Buffer };

const newline = Buffer.from('\n');
const byteOrderMark = Buffer.from('\ufeff');
const notJson = 'is not JSON';
const overlong = `is longer than ${maxBodyBytes} bytes`;

/** So much of a document is kept until it is known what it is, and what a line takes beside its bytes. */
const [maxHeldBytes, heldBytes] = [2 * maxBodyBytes, 256];

/** In a record `event` is text, the deprecated result; an object under this name is a record in its envelope. */
const isWebhookEvent = (value: Readonly<Record<string, unknown>>): boolean =>
  isJsonObject(value['event']) ||
  ('unique_id' in value && 'event' in value && typeof value['event'] !== 'string');

const outcomeOf = ({ element, isEvent }: FoundElement, bytes: Buffer | undefined): Decoded['outcome'] => {
  if (element === undefined)
    return invalid(isEvent ? 'events holds something that is not an object' : 'is not an object');
  const early = whyUnparsed(element);
  if (early) return early;
  if (bytes === undefined) return invalid(overlong);
  const parsed = runWhole(parseSteps(bytes, element));
  if (isRefusal(parsed)) return parsed;
  const value = parsed.value as Readonly<Record<string, unknown>>; // an element is an object
  return isEvent || isWebhookEvent(value) ? prepareEvent(value satisfies RawEvent) : prepareRecord(value);
};

/**
 * Reads lines of JSON: each a document of its own, or a part of one that goes on over lines. A line that is no JSON where
 * it stands breaks the document that it is in: what of that has not been taken is tried line by line.
 */
export class DocumentReader {
  #watcher = new DocumentWatcher();
  #lines: KeptLine[] = [];
  /** Where the document that is read began, and how much of it has been taken. */
  #document = { line: 0, taken: 0 };
  /** Whether more of it was waited for than is kept. */
  #isLost = false;
  /** Whether the rest of an overlong line is no document. */
  #isGarbage = false;

  take(line: Line): (Decoded | Overlong)[] {
    if (this.#isGarbage) return this.#passOver(line);
    const { scanner } = this.#watcher;
    const isNew = scanner.isBetween;
    const isMarked = isNew && line.bytes.subarray(0, 3).equals(byteOrderMark);
    const bytes = isMarked ? line.bytes.subarray(3) : line.bytes;
    if (isNew) this.#document = { line: line.number, taken: 0 };
    const at = scanner.offset;
    this.#lines.push({ number: line.number, at, bytes });
    try {
      scanner.feed(bytes);
      if (line.part !== 'piece') scanner.feed(newline);
    } catch (error) {
      if (!(error instanceof JsonFault)) throw error;
      return this.#recover(line, at);
    }
    const decoded = this.#decode(this.#watcher.found());
    this.#document.taken += decoded.length;
    this.#letGo();
    return decoded;
  }

  /** What is left when nothing follows. */
  end(): Decoded[] {
    if (this.#watcher.scanner.isBetween) return [];
    const { line, taken } = this.#document;
    const decoded = this.#giveUp(this.#watcher.keptFrom);
    const isRefused = decoded.some(({ outcome }) => isRefusal(outcome));
    if (isRefused || taken === 0) return decoded;
    const cutOff = invalid('is cut off: the document that begins here does not end');
    return [...decoded, { line, bytes: undefined, outcome: cutOff }];
  }

  #decode(found: readonly FoundElement[]): Decoded[] {
    return found.map((each) => {
      const bytes = this.#bytesOf(each);
      const line = this.#lines.findLast(({ at }) => at <= each.from)?.number ?? this.#document.line;
      return { line, bytes, outcome: outcomeOf(each, bytes) };
    });
  }

  #bytesOf({ from, end }: FoundElement): Buffer | undefined {
    const first = this.#lines.findLastIndex(({ at }) => at <= from);
    const line = this.#lines[first];
    if (line === undefined) return undefined;
    if (end <= line.at + line.bytes.length) return line.bytes.subarray(from - line.at, end - line.at);
    const parts: Buffer[] = [];
    for (let index = first, reached = from; reached < end; index += 1) {
      const { at, bytes } = this.#lines[index] ?? { at: end, bytes: newline };
      if (at > reached) parts.push(newline);
      parts.push(bytes.subarray(Math.max(0, from - at), Math.max(0, end - at)));
      reached = at + bytes.length;
    }
    return Buffer.concat(parts);
  }

  /** Forget the lines before what is under way; all of them when that is too long to be kept. */
  #letGo(): void {
    const { keptFrom, scanner } = this.#watcher;
    const first = this.#lines.findIndex(({ at, bytes }) => at + bytes.length > keptFrom);
    this.#lines.splice(0, first === -1 ? this.#lines.length : first);
    const [oldest] = this.#lines;
    if (oldest && scanner.offset - oldest.at + this.#lines.length * heldBytes <= maxHeldBytes) return;
    this.#isLost = oldest !== undefined;
    this.#lines = [];
  }

  /** A line is no JSON where it stands. @param at its place in what was read */
  #recover(line: Line, at: number): (Decoded | Overlong)[] {
    // what has ended on this line and began on one before is whole; what began on this one is tried again
    const ended = this.#watcher.found().filter(({ from }) => from < at || line.part !== 'whole');
    const decoded: (Decoded | Overlong)[] = this.#decode(ended);
    const reached = Math.max(Math.min(this.#watcher.keptFrom, at), ended.at(-1)?.end ?? 0);
    const isFirst = this.#document.line === line.number;
    this.#lines.pop();
    decoded.push(...this.#giveUp(reached));
    if (line.part !== 'whole') {
      this.#isGarbage = true;
      return [...decoded, ...this.#passOver(line)];
    }
    if (!isFirst && ended.length === 0) return [...decoded, ...this.take(line)];
    const bytes = line.bytes.subarray(Math.max(0, reached - at));
    return [...decoded, { line: line.number, bytes, outcome: invalid(notJson) }];
  }

  /** The document that is read is none: try what is left of its lines, from a place on, by themselves. */
  #giveUp(from: number): Decoded[] {
    const left = this.#lines.map((line) => ({
      ...line,
      bytes: line.bytes.subarray(Math.max(0, from - line.at)),
    }));
    const tooLong = { line: this.#document.line, bytes: undefined, outcome: invalid(overlong) };
    const lost = this.#isLost ? [tooLong] : [];
    this.#watcher = new DocumentWatcher();
    this.#lines = [];
    this.#isLost = false;
    return [...lost, ...this.#alone(left)];
  }

  /** Lines that were part of a document and are none: those that are documents by themselves are taken. */
  #alone(lines: readonly KeptLine[]): Decoded[] {
    return lines.flatMap(({ number, bytes }) => {
      const reader = new DocumentReader();
      const decoded = reader.take({ number, bytes, part: 'whole' }).filter((each) => 'outcome' in each);
      const isWhole = reader.#watcher.scanner.isBetween;
      return isWhole ? decoded : [{ line: number, bytes, outcome: invalid(notJson) }];
    });
  }

  #passOver({ number, bytes, part }: Line): (Decoded | Overlong)[] {
    if (part === 'piece') return [{ overlong: bytes }];
    this.#isGarbage = false;
    const decoded = { line: number, bytes: undefined, outcome: invalid(overlong) };
    return [{ overlong: Buffer.concat([bytes, newline]) }, decoded];
  }
}
