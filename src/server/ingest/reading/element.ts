import { maxEventBytes, maxEventDepth } from '../../../contract/webhook.ts';
import { type RecordRefusal, invalid, whyTooLarge, whyTooWide } from '../prepare.ts';
import { tooDeep } from '../storable.ts';
import type { JsonScanner } from './json-scanner.ts';

/** Where an event or a record lies in what was scanned, and what is known of it before it is parsed. */
export type Element = {
  readonly from: number;
  readonly end: number;
  /** Levels of nesting, its own included. */
  readonly depth: number;
  /** Members of it, or of its `event` when that has more. */
  readonly members: number;
  /** Bytes without blanks, and at most those of its characters. */
  readonly packed: number;
  /** Whether a double may not hold one of its numbers. */
  readonly hasLongNumbers: boolean;
  /** Where its `unique_id` lies, when that is no list or object. */
  readonly id: { readonly from: number; readonly end: number } | undefined;
};

/** What the names that are looked for begin with, all of ASCII letters: it tells them from most others. */
const isStart = Uint8Array.from({ length: 256 }, (_, byte) =>
  '\\aeus'.includes(String.fromCharCode(byte)) ? 1 : 0,
);

/** None of them is longer, however it is escaped. */
const longestName = 160;

/** A member's name, or nothing when it is none of those that are looked for. */
export const nameIn = (bytes: Buffer, from: number, end: number): string => {
  if (end - from > longestName || isStart[bytes[from] ?? 0] !== 1) return '';
  const written = bytes.toString('latin1', from, end);
  return written.includes('\\') ? String(JSON.parse(`"${written}"`)) : written;
};

/** Follows an object that may be an event, from its first byte to its last. */
export class ElementTracker {
  readonly #scanner: JsonScanner;
  readonly #from: number;
  readonly #level: number;
  readonly #spare: number;
  readonly #longNumbers: number;
  #own = 0;
  #ofEvent = 0;
  #id: Element['id'];
  /** The member that is under way. */
  member = '';

  /** @param from where it begins; the scanner has not gone into it yet */
  constructor(scanner: JsonScanner, from: number) {
    this.#scanner = scanner;
    this.#from = from;
    this.#level = scanner.depth;
    this.#spare = scanner.spare;
    this.#longNumbers = scanner.longNumbers;
    scanner.deepest = scanner.depth;
  }

  get from(): number {
    return this.#from;
  }

  /** A member of the object itself. */
  own(bytes: Buffer, from: number, end: number): void {
    this.#own += 1;
    this.member = nameIn(bytes, from, end);
    if (this.member === 'unique_id') this.#id = undefined; // of several the last counts, as in JSON.parse
    if (this.member === 'event') this.#ofEvent = 0;
  }

  /** A member of its `event`. */
  inner(): void {
    this.#ofEvent += 1;
  }

  scalar(from: number, end: number): void {
    if (this.member === 'unique_id') this.#id = { from, end };
  }

  end(end: number): Element {
    const { deepest, spare, longNumbers } = this.#scanner;
    return {
      from: this.#from,
      end,
      depth: deepest - this.#level,
      members: Math.max(this.#own, this.#ofEvent),
      packed: end - this.#from - (spare - this.#spare),
      hasLongNumbers: longNumbers > this.#longNumbers,
      id: this.#id,
    };
  }
}

/** Levels around the values of a record: its own, and that of the webhook's event that holds it. */
const around = 2;

/** What an event may have beside its record: its id, its time, and what is not kept of the record. */
const besideBytes = 64 * 1024;

/** What an event may be as it is written, with blanks and escapes. */
const writtenBytes = 4 * maxEventBytes;

/**
 * Why an event is refused before it is parsed, which would take long: limits that it is far beyond. What is near them is
 * measured exactly when it is prepared.
 */
export const whyUnparsed = ({ from, end, depth, members, packed }: Element): RecordRefusal | undefined => {
  const bytes = end - from > writtenBytes ? end - from : packed;
  if (bytes > maxEventBytes + besideBytes) return invalid(whyTooLarge(bytes));
  if (depth > maxEventDepth + around) return invalid(tooDeep);
  return whyTooWide(members);
};
