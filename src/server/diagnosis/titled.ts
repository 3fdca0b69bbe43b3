import type { StoredEvent } from '../store/store.ts';
import { judge } from './events.ts';
import { stepTitles } from './verdict.ts';

type Event = Pick<StoredEvent, 'time' | 'sequence' | 'record'>;

/**
 * What each event is called, as its attempt calls it: told with those of the events given that share its
 * `request_id`, alone without one.
 * @param events of any attempts, in any order
 * @returns parallel to the events
 */
export const titled = (events: readonly Event[]): string[] => {
  const byAttempt = new Map<string | Event, Event[]>();
  for (const event of events) {
    const key = event.record.request_id ?? event;
    const attempt = byAttempt.get(key);
    if (attempt) attempt.push(event);
    else byAttempt.set(key, [event]);
  }
  const titles = new Map<bigint, string>();
  for (const attempt of byAttempt.values()) {
    const told = judge(attempt);
    const names = stepTitles(told);
    for (const [index, { sequence }] of told.entries()) titles.set(sequence, names[index] ?? '');
  }
  return events.map(({ sequence }) => titles.get(sequence) ?? '');
};
