import { describe, expect, it } from 'vitest';
import { decisiveIndex, isEnded, markedStep } from './decisive.ts';

const time = '2026-03-14T09:14:03.512Z';
const attempt = { event_ids: ['e1', 'e2', 'e3'], decided_by: { event_id: 'e2', time } };
const beyond = { ...attempt, decided_by: { event_id: 'e9', time } };

describe('the event that decided', () => {
  it('is found by its id, whatever else is alike', () => {
    expect(decisiveIndex(attempt)).toBe(1);
  });

  it('may be beyond what was answered', () => {
    expect(decisiveIndex(beyond)).toBeUndefined();
    expect(markedStep({ ...beyond, outcome: 'failed' })).toBeUndefined();
  });
});

describe('the step that is marked', () => {
  it.each(['signed_in', 'blocked', 'failed', 'timed_out', 'session_expired'] as const)(
    'decided, of an attempt that is %s',
    (outcome) => {
      expect(isEnded({ outcome })).toBe(true);
      expect(markedStep({ ...attempt, outcome })).toEqual({ at: 1, word: 'decided' });
    },
  );

  it.each(['in_progress', 'did_not_finish'] as const)('decided nothing, of one that is %s', (outcome) => {
    expect(isEnded({ outcome })).toBe(false);
    expect(markedStep({ ...attempt, outcome, waiting_for: 'second_step' })).toEqual({
      at: 1,
      word: 'waiting here',
    });
    expect(markedStep({ ...attempt, outcome })).toBeUndefined();
  });
});
