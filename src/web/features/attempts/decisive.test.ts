import { describe, expect, it } from 'vitest';
import { decisiveIndex } from './decisive.ts';

const event = (time: string, event_name: string, result: string) => ({ time, event_name, result });

describe('the event that decided', () => {
  const events = [
    event('2026-03-14T09:14:00.000000Z', 'Authentication Request', 'InProgress'),
    event('2026-03-14T09:14:03.512000Z', 'Policy Evaluation', 'Denied'),
    { time: '2026-03-14T09:14:04Z', stage: 'Login', event: 'failed' },
  ];

  it('is found however its time is written', () => {
    const decided_by = {
      time: '2026-03-14T09:14:03.512Z',
      event_name: 'Policy Evaluation',
      result: 'Denied',
    };
    expect(decisiveIndex({ events, decided_by })).toBe(1);
  });

  it('is found by what old records have', () => {
    const decided_by = { time: '2026-03-14T09:14:04Z', event_name: 'Login', result: 'failed' };
    expect(decisiveIndex({ events, decided_by })).toBe(2);
  });

  it('may be beyond what was answered', () => {
    expect(decisiveIndex({ events, decided_by: { time: '2026-03-15T00:00:00Z' } })).toBeUndefined();
  });
});
