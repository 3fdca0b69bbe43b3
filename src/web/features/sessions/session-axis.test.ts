import { describe, expect, it } from 'vitest';
import type { SessionAnswer } from '../../../contract/attempt-context.ts';
import { micros } from '../../../contract/instant.ts';
import { sessionAxis } from './session-axis.ts';

const event = (id: string, seconds: number, request_id?: string) => ({
  id,
  record: request_id === undefined ? {} : { request_id },
  time: micros(BigInt(seconds) * 1_000_000n),
  email: undefined,
});
const attempts = [{ request_id: 'a' }, { request_id: 'b' }] as unknown as SessionAnswer['attempts'];

describe('the axis of a session', () => {
  const { lanes, unlinked } = sessionAxis(attempts, [
    event('1', 0, 'a'),
    event('2', 4, 'b'),
    event('3', 5),
    event('4', 8, 'a'),
  ]);

  it('has a lane an attempt, in their order, and one for what belongs to none', () => {
    expect(
      lanes.map(({ attempt, placed }) => [attempt.request_id, placed.map((each) => each.event.id)]),
    ).toEqual([
      ['a', ['1', '4']],
      ['b', ['2']],
    ]);
    expect(unlinked.map((each) => each.event.id)).toEqual(['3']);
  });

  it('is one for all of them', () => {
    expect(lanes.flatMap(({ placed }) => placed.map(({ at }) => at))).toEqual([0, 1, 0.5]);
  });
});
