import { maxEventBytes } from '../../../contract/webhook.ts';
import { type Element, ElementTracker } from './element.ts';
import { JsonScanner, type Watcher } from './json-scanner.ts';

/** Something in a document that is a record or an event, or stands where one should be. */
export type FoundElement = {
  readonly from: number;
  readonly end: number;
  /** What is known of it; undefined when it is no object. */
  readonly element: Element | undefined;
  /** Whether it is of a bulk body's `events`, which hold nothing but events. */
  readonly isEvent: boolean;
};

type List = { readonly kind: 'list'; readonly isOfEvents: boolean };

type Open = {
  readonly kind: 'object';
  readonly tracker: ElementTracker;
  readonly isOfEvents: boolean;
  /** Whether a list of records or events has begun in it. */
  hasList: boolean;
  /** Whether it has what records have, so that such a list is one of its own properties. */
  isRecord: boolean;
  /** What is in its list, until it is known that it is no record itself. */
  pending: FoundElement[] | undefined;
};

/** A list where an object should be. */
type Stray = { readonly kind: 'stray'; readonly from: number };

type Frame = List | Open | Stray | { readonly kind: 'record' };

/** A document of more bytes is no record, whatever follows. */
const decideBytes = maxEventBytes + 64 * 1024;

/** Lists within lists, as of several answers put together; deeper ones hold no records. */
const maxLists = 8;

const listNames = new Set(['events', 'auth_audits']);

/**
 * Finds the records and events in documents: records and webhook events themselves, lists of them, bulk bodies, and
 * answers of the API. What it tells stays the same however large a document is, but for one case: a record that has a
 * list called `events` before its `event_name` or `stage`, and is larger than records may be.
 */
export class DocumentWatcher implements Watcher {
  readonly scanner: JsonScanner = new JsonScanner(this);
  readonly #frames: Frame[] = [];
  #found: FoundElement[] = [];

  /** What was found since this was asked last. */
  found(): FoundElement[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }

  /** Where that begins of which it is not known yet what it is; nothing before it is looked at again. */
  get keptFrom(): number {
    for (const frame of this.#frames) {
      if (frame.kind === 'stray') return frame.from;
      if (frame.kind === 'object' && !(frame.hasList && frame.pending === undefined))
        return frame.tracker.from;
    }
    return this.scanner.offset;
  }

  open(at: number, isObject: boolean): boolean {
    const frame = this.#frameFor(at, isObject);
    if (frame) this.#frames.push(frame);
    return frame !== undefined;
  }

  close(end: number): void {
    const frame = this.#frames.pop();
    if (frame?.kind === 'stray') this.#find({ from: frame.from, end, element: undefined, isEvent: true });
    if (frame?.kind !== 'object') return;
    const { tracker, hasList, isRecord, pending, isOfEvents: isEvent } = frame;
    const isContainer = hasList && !(isRecord && pending);
    if (isContainer) for (const found of pending ?? []) this.#find(found);
    else this.#find({ from: tracker.from, end, element: tracker.end(end), isEvent });
  }

  scalar(from: number, end: number): void {
    const frame = this.#frames.at(-1);
    if (frame?.kind === 'object') frame.tracker.scalar(from, end);
    else if (frame === undefined || frame.kind === 'list')
      this.#find({ from, end, element: undefined, isEvent: frame?.isOfEvents ?? false });
  }

  name(bytes: Buffer, from: number, end: number): void {
    const frame = this.#frames.at(-1);
    if (frame?.kind === 'object') {
      frame.tracker.own(bytes, from, end);
      if (['event_name', 'stage'].includes(frame.tracker.member)) frame.isRecord = true;
    } else {
      const around = this.#frames.at(-2);
      if (around?.kind === 'object') around.tracker.inner();
    }
  }

  /** What begins here, if that is looked into. */
  #frameFor(at: number, isObject: boolean): Frame | undefined {
    const parent = this.#frames.at(-1);
    if (parent === undefined || parent.kind === 'list') {
      const isOfEvents = parent?.isOfEvents ?? false;
      if (isObject) {
        const tracker = new ElementTracker(this.scanner, at);
        return { kind: 'object', tracker, isOfEvents, hasList: false, isRecord: false, pending: undefined };
      }
      const isStray = isOfEvents || this.#frames.length >= maxLists;
      return isStray ? { kind: 'stray', from: at } : { kind: 'list', isOfEvents: false };
    }
    if (parent.kind !== 'object') return undefined;
    const { member } = parent.tracker;
    if (isObject) return member === 'event' ? { kind: 'record' } : undefined;
    if (parent.isOfEvents || parent.isRecord || !listNames.has(member)) return undefined;
    if (!parent.hasList) parent.pending = [];
    parent.hasList = true;
    return { kind: 'list', isOfEvents: member === 'events' };
  }

  #find(found: FoundElement): void {
    const around = this.#frames.findLast(
      (frame): frame is Open => frame.kind === 'object' && frame.pending !== undefined,
    );
    if (around?.pending === undefined) {
      this.#found.push(found);
      return;
    }
    around.pending.push(found);
    if (found.end - around.tracker.from <= decideBytes) return;
    const { pending } = around;
    around.pending = undefined;
    for (const each of pending) this.#find(each);
  }
}
