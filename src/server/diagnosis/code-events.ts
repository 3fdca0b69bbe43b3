import { saidIn } from '../../contract/record.ts';
import type { StoredEvent } from '../records/stored-event.ts';
import { codeSteps } from './diagnose.ts';
import { judgeWhole } from './events.ts';
import type { CodedEvent } from './params.ts';

/**
 * What each event is, as its attempt tells it: judged with those of the events given that share its `request_id`, alone
 * without one. Where the start of the attempt is not among them, what came before may be missing.
 * @param events of any attempts, in any order
 * @param areWhole whether all events of each attempt are among them
 * @returns parallel to the events
 */
export const codeEvents = (events: readonly StoredEvent[], areWhole = false): CodedEvent[] => {
  const byAttempt = new Map<string | StoredEvent, StoredEvent[]>();
  for (const event of events) {
    const key = saidIn(event.record, 'request_id') ?? event;
    const attempt = byAttempt.get(key);
    if (attempt) attempt.push(event);
    else byAttempt.set(key, [event]);
  }
  const codes = new Map<bigint, CodedEvent>();
  for (const own of byAttempt.values()) {
    const attempt = judgeWhole(own, 0n);
    const hasBegun = attempt.events.some(({ step }) => step?.effect.kind === 'begins');
    const steps = [...codeSteps(attempt, !areWhole && !hasBegun)];
    for (const [index, { sequence }] of attempt.events.entries()) {
      const step = steps[index];
      if (step) codes.set(sequence, step);
    }
  }
  return events.flatMap(({ sequence }) => codes.get(sequence) ?? []);
};
