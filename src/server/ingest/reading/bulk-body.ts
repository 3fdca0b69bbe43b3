import { isUtf8 } from 'node:buffer';
import { maxBodyEvents } from '../../../contract/webhook.ts';
import { BadBody, TooManyEvents } from '../../request-errors.ts';
import { type Element, ElementTracker, nameIn } from './element.ts';
import { JsonFault, JsonScanner, type Watcher } from './json-scanner.ts';
import type { SharedThread } from './shared-thread.ts';

/** A bulk body, whose events are told from each other and not yet parsed. */
export type BulkBody = {
  /** The body without what may stand before it. Elements are places in it. */
  readonly text: Buffer;
  readonly events: readonly Element[];
  readonly isAlways: boolean;
};

const byteOrderMark = Buffer.from('\ufeff');

/** So much is scanned before it is asked whether it is others' turn: less than a millisecond of work. */
const scanBytes = 64 * 1024;

const scalarNames: Readonly<Record<string, string>> = { '"': 'text', t: 'true', f: 'false', n: 'null' };

type Wrong = { readonly index: number; readonly kind: string };

/** Finds the events of a body: an object with a list of objects called `events`, of which the last counts. */
class BulkBodyWatcher implements Watcher {
  /** Those that are taken; more are counted. */
  events: Element[] = [];
  count = 0;
  /** What the body is instead of an object, and `events` instead of a list. */
  body: string | undefined;
  list: string | undefined = 'missing';
  /** The first event that is no object. */
  wrong: Wrong | undefined;
  option = 'null';
  readonly #text: Buffer;
  readonly #scanner: () => JsonScanner;
  /** How far in it is: 1 the body, 2 its events, 3 an event, 4 the record in it. */
  #level = 0;
  #member = '';
  #event: ElementTracker | undefined;

  constructor(text: Buffer, scanner: () => JsonScanner) {
    this.#text = text;
    this.#scanner = scanner;
  }

  open(at: number, isObject: boolean): boolean {
    const isIn = this.#isLookedInto(at, isObject);
    if (isIn) this.#level += 1;
    return isIn;
  }

  close(end: number): void {
    this.#level -= 1;
    if (this.#level !== 2 || this.#event === undefined) return;
    if (this.count <= maxBodyEvents) this.events.push(this.#event.end(end));
    this.#event = undefined;
  }

  scalar(from: number, end: number): void {
    if (this.#level === 3) this.#event?.scalar(from, end);
    else if (this.#level < 3) this.#other(from, this.#kindAt(from), end);
  }

  name(bytes: Buffer, from: number, end: number): void {
    if (this.#level === 4) this.#event?.inner();
    else if (this.#level === 3) this.#event?.own(bytes, from, end);
    else this.#member = nameIn(bytes, from, end);
  }

  #isLookedInto(at: number, isObject: boolean): boolean {
    if (this.#level === 2 && isObject) {
      this.count += 1;
      this.#event = new ElementTracker(this.#scanner(), at);
      return true;
    }
    if (this.#level === 3) return isObject && this.#event?.member === 'event';
    if (this.#level === 4) return false;
    this.#other(at, isObject ? 'an object' : 'a list');
    return this.#level === 0 ? isObject : !isObject && this.#member === 'events';
  }

  /** A value that is no event, nor in one. */
  #other(at: number, kind: string, end?: number): void {
    if (this.#level === 0) {
      if (this.body !== undefined) throw new JsonFault(at, 'the end of the body');
      this.body = kind;
    } else if (this.#level === 2) {
      this.wrong ??= { index: this.count, kind };
      this.count += 1;
    } else if (this.#member === 'events') {
      [this.events, this.count, this.wrong] = [[], 0, undefined];
      this.list = kind;
    } else if (this.#member === 'always_respond_with_events')
      this.option = end === undefined || end - at > 5 ? kind : this.#text.toString('latin1', at, end);
  }

  #kindAt(at: number): string {
    return scalarNames[String.fromCharCode(this.#text[at] ?? 0)] ?? 'a number';
  }
}

const whyNoBody = ({ body, list, wrong, option }: BulkBodyWatcher): BadBody | undefined => {
  if (body === undefined)
    return new BadBody('', 'The body is empty: it must be an object with a list “events”.');
  if (body !== 'an object')
    return new BadBody('', `The body must be an object with a list “events”, not ${body}.`);
  if (list === 'missing')
    return new BadBody('events', 'Property “events” is missing: it must be a list of objects.');
  if (list !== 'a list')
    return new BadBody('events', `Property “events” must be a list of objects, not ${list}.`);
  if (wrong) {
    const at = `events.${wrong.index}`;
    return new BadBody(at, `Property “${at}” must be an object, not ${wrong.kind}.`);
  }
  if (['true', 'false', 'null'].includes(option)) return undefined;
  const at = 'always_respond_with_events';
  return new BadBody(at, `Property “${at}” must be true or false.`);
};

/** The first byte outside of the events that is not UTF-8 makes a body none: what it belongs to cannot be told. */
const checkText = async (
  { text, events }: Omit<BulkBody, 'isAlways'>,
  thread: SharedThread,
): Promise<void> => {
  if (isUtf8(text)) return;
  let from = 0;
  for (const event of [...events, { from: text.length, end: text.length }]) {
    if (!isUtf8(text.subarray(from, event.from)))
      throw new BadBody('', `The body is not UTF-8 text between its bytes ${from} and ${event.from}.`);
    from = event.end;
    if (thread.isOver) await thread.next();
  }
};

/**
 * Tell the events of a body from each other, in turns with all else that is done.
 * @throws BadBody when it is no object with a list of objects called `events`; TooManyEvents
 */
export const readBulkBody = async (body: Buffer, thread: SharedThread): Promise<BulkBody> => {
  const text = body.subarray(0, 3).equals(byteOrderMark) ? body.subarray(3) : body;
  const watcher: BulkBodyWatcher = new BulkBodyWatcher(text, () => scanner);
  const scanner = new JsonScanner(watcher);
  try {
    for (let at = 0; at < text.length; at += scanBytes) {
      if (thread.isOver) await thread.next();
      scanner.feed(text, at, Math.min(text.length, at + scanBytes));
    }
    scanner.end();
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const at = error.at + body.length - text.length;
    throw new BadBody('', `The body is not JSON: ${error.message} at byte ${at}.`);
  }
  const bad = whyNoBody(watcher);
  if (bad) throw bad;
  const { events, count, option } = watcher;
  if (count > maxBodyEvents)
    throw new TooManyEvents(`The body holds ${count} events; at most ${maxBodyEvents} are taken.`);
  await checkText({ text, events }, thread);
  return { text, events, isAlways: option === 'true' };
};
