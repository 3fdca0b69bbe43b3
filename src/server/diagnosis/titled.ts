import type { StoredEvent } from '../store/store.ts';
import { judgeWhole } from './events.ts';
import { stepTitles } from './verdict.ts';

/**
 * What each event is called, as its attempt calls it: told with those of the events given that share its
 * `request_id`, alone without one.
 * @param events of any attempts, in any order
 * @returns parallel to the events
 */
export const titled = (events: readonly StoredEvent[]): string[] => {
  const byAttempt = new Map<string | StoredEvent, StoredEvent[]>();
  for (const event of events) {
    const key = event.record.request_id ?? event;
    const attempt = byAttempt.get(key);
    if (attempt) attempt.push(event);
    else byAttempt.set(key, [event]);
  }
  const titles = new Map<bigint, string>();
  for (const own of byAttempt.values()) {
    const attempt = judgeWhole(own, 0n);
    const names = stepTitles(attempt);
    for (const [index, { sequence }] of attempt.events.entries()) titles.set(sequence, names[index] ?? '');
  }
  return events.map(({ sequence }) => titles.get(sequence) ?? '');
};
