import { describe, expect, it } from 'vitest';
import { groupByAttempt } from './session-groups.ts';

const event = (id: string, request_id?: string) => ({
  id,
  record: request_id === undefined ? {} : { request_id },
  time: undefined,
  email: undefined,
});

describe('the attempts of a session', () => {
  it('are told apart by request_id, in the order in which they began', () => {
    const { attempts, unlinked } = groupByAttempt([
      event('1', 'b'),
      event('2', 'a'),
      event('3'),
      event('4', 'b'),
    ]);
    expect(attempts.map(({ requestId, events }) => [requestId, events.map(({ id }) => id)])).toEqual([
      ['b', ['1', '4']],
      ['a', ['2']],
    ]);
    expect(unlinked.map(({ id }) => id)).toEqual(['3']);
  });
});
