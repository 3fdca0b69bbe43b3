import type { Micros } from '../../contract/instant.ts';
import { background, eventsAnAttempt } from './background.ts';
import { type At, oneDay, oneMinute } from './clock.ts';
import { type DemoEvent, type TimedEvent, player } from './play.ts';
import { schedule } from './rhythm.ts';
import { outageBefore } from './stories/outage.ts';
import { type Story, tellStories } from './stories/stories.ts';

export type { DemoEvent } from './play.ts';
export type { Story } from './stories/stories.ts';

export type DemoOptions = {
  /** A whole number below 2³². The same seed tells the same stories under the same ids. */
  readonly seed: number;
  /** About how many events; the stories alone are about two thousand. */
  readonly events: number;
  /** How many days before `until` the data begins. From eight days on, every story fits. */
  readonly days: number;
  /** The end: all events are before it. */
  readonly until: Micros;
};

const windowLength = 10 * oneMinute;

/** Events by the window they fall in: an attempt may end long after it began, and others begin meanwhile. */
class Wheel {
  readonly #from: At;
  readonly #to: At;
  readonly #windows = new Map<number, TimedEvent[]>();

  constructor(from: At, to: At) {
    this.#from = from;
    this.#to = to;
  }

  readonly put = (event: TimedEvent): void => {
    if (event.at < this.#from || event.at >= this.#to) return;
    const index = Math.floor((event.at - this.#from) / windowLength);
    const window = this.#windows.get(index);
    if (window) window.push(event);
    else this.#windows.set(index, [event]);
  };

  /** The events of the window that begins at `from`, in the order of time, taken out. */
  take(from: At): readonly TimedEvent[] {
    const index = Math.floor((from - this.#from) / windowLength);
    const window = this.#windows.get(index) ?? [];
    this.#windows.delete(index);
    return window.toSorted((one, other) => one.at - other.at);
  }
}

const rangeOf = ({ days, until }: DemoOptions): { readonly start: At; readonly end: At } => {
  const end = Number(until);
  return { start: end - Math.round(days * oneDay), end };
};

/** The stories that `generate` tells with the same options, in the order in which they are offered. */
export const stories = (options: DemoOptions): readonly Story[] => {
  const { start, end } = rangeOf(options);
  return tellStories(options.seed, start, end, () => undefined);
};

/**
 * Invented sign-ins in the order of time, made while they are read: memory holds ten minutes of them and what
 * is still to come of attempts under way. Pure: the same options give the same events; another `until` gives
 * the same ids at other times.
 */
export function* generate(options: DemoOptions): Generator<DemoEvent, void, undefined> {
  const { seed, events } = options;
  const { start, end } = rangeOf(options);
  const wheel = new Wheel(start, end);
  let told = 0;
  tellStories(seed, start, end, (event) => {
    told += 1;
    wheel.put(event);
  });
  const attempt = background(seed, events, outageBefore(end));
  const others = Math.max(0, events - told);
  const attempts = Math.round(others / eventsAnAttempt(attempt, others));
  const play = player(wheel.put);
  for (const { from, to, first, next } of schedule(start, end, windowLength, attempts)) {
    for (let index = first; index < next; index += 1) attempt(play, index, attempts, from, to);
    yield* wheel.take(from);
  }
}
