import { judge } from '../../../diagnosis/events.ts';
import type { StoredAttempt } from '../../questions/attempts.ts';
import type { StoredEvent } from '../../../records/stored-event.ts';
import { bytesBeside } from './stand-in.ts';
import { idAndValues } from './whole.ts';

/** So many bytes of long texts are read at once, of one event or attempt at least. */
const bytesAtOnce = 4 * 1024 * 1024;

/** An answer has so many bytes of long texts of one attempt: events that are left out are counted in it. */
const bytesOfOne = 16 * 1024 * 1024;

/** Bytes of the long texts of an event. */
export const bytesOfEvent = (event: StoredEvent): number => bytesBeside(idAndValues(event));

/** Bytes of the long texts of an attempt's events. */
export const bytesOfAttempt = ({ events }: StoredAttempt): number =>
  events.reduce((sum, event) => sum + bytesOfEvent(event), 0);

/** The first items that come to so many bytes together: at least one. */
export const firstOf = <Item>(
  items: readonly Item[],
  bytesOf: (item: Item) => number,
  most = bytesAtOnce,
): readonly Item[] => {
  let bytes = 0;
  const end = items.findIndex((item, index) => (bytes += bytesOf(item)) > most && index > 0);
  return end === -1 ? items : items.slice(0, end);
};

/** Items in order, in lists that come to at most so many bytes together; what is larger by itself is alone. */
export const batchesByBytes = <Item>(
  items: readonly Item[],
  bytesOf: (item: Item) => number,
): readonly Item[][] => {
  const lists: Item[][] = [];
  let left = 0;
  for (const item of items) {
    const bytes = bytesOf(item);
    if (bytes > left) {
      lists.push([]);
      left = bytesAtOnce;
    }
    lists.at(-1)?.push(item);
    left -= bytes;
  }
  return lists;
};

/** An attempt with the newest of its events, as many as fit into an answer, and the one that decided. */
export const withNewestEvents = (attempt: StoredAttempt): StoredAttempt => {
  if (bytesOfAttempt(attempt) <= bytesOfOne) return attempt;
  const { events, judgement, count } = attempt;
  const ordered = judge(events);
  const decisive = attempt.decisive ?? (count === events.length ? ordered[judgement.decided] : undefined);
  const newest = firstOf(ordered.toReversed(), bytesOfEvent, bytesOfOne).toReversed();
  return { ...attempt, events: newest, ...(decisive ? { decisive } : {}) };
};
