import { saidIn } from '../../contract/record.ts';
import type { StoredEvent } from '../records/stored-event.ts';
import { judgeWhole } from './events.ts';
import { stepTitles } from './verdict.ts';

/**
 * What each event is called, as its attempt calls it: told with those of the events given that share its
 * `request_id`, alone without one. Where the start of the attempt is not among them, what came before may be missing.
 * @param events of any attempts, in any order
 * @param areWhole whether all events of each attempt are among them
 * @returns parallel to the events
 */
export const titled = (events: readonly StoredEvent[], areWhole = false): string[] => {
  const byAttempt = new Map<string | StoredEvent, StoredEvent[]>();
  for (const event of events) {
    const key = saidIn(event.record, 'request_id') ?? event;
    const attempt = byAttempt.get(key);
    if (attempt) attempt.push(event);
    else byAttempt.set(key, [event]);
  }
  const titles = new Map<bigint, string>();
  for (const own of byAttempt.values()) {
    const attempt = judgeWhole(own, 0n);
    const hasBegun = attempt.events.some(({ step }) => step?.effect.kind === 'begins');
    const names = stepTitles(attempt, 'UTC', !areWhole && !hasBegun);
    for (const [index, { sequence }] of attempt.events.entries()) titles.set(sequence, names[index] ?? '');
  }
  return events.map(({ sequence }) => titles.get(sequence) ?? '');
};
