import { describe, expect, it } from 'vitest';
import type { SessionAnswer } from '../../../contract/attempt-context.ts';
import { changedIn, sessionPeople, tellChanges } from './session-changes.ts';

type Change = SessionAnswer['changes'][number];

const change = (property: Change['property'], from: string, to: string, second: number): Change => ({
  property,
  from,
  to,
  time: `2026-03-17T11:00:0${second}Z`,
  request_id: `r${second > 5 ? 2 : 1}`,
});

const answer = (changes: readonly Change[]) => ({
  changes: [...changes],
  attempts: [
    { user_id: 'u1', email: 'theo@ward.example' },
    { user_id: 'u2', email: 'wanda@ward.example' },
  ] as SessionAnswer['attempts'],
  browsers: [
    { user_agent: 'Mozilla Chrome/143', browser: 'Chrome 143' },
    { user_agent: 'Mozilla Chrome/143 (again)', browser: 'Chrome 143' },
    { user_agent: 'curl/8', browser: 'curl 8' },
  ],
  users: ['u1', 'u2', 'u3', 'theo@ward.example'],
});

const told = (...changes: Change[]) =>
  tellChanges(answer(changes)).map(({ what, from, to }) => `${what}: ${from} → ${to}`);

describe('what changed within a session', () => {
  it('names people, and tells once what two properties record', () => {
    expect(
      told(
        change('user_id', 'u1', 'u2', 2),
        change('upstream_user_id', 'theo@ward.example', 'wanda@ward.example', 1),
      ),
    ).toEqual(['User: theo@ward.example → wanda@ward.example']);
  });

  it('leaves ids that belong to nobody known as they are', () => {
    expect(told(change('user_id', 'u1', 'u3', 1))).toEqual(['User ID: theo@ward.example → u3']);
  });

  it('names browsers where the names differ', () => {
    expect(
      told(
        change('user_agent', 'Mozilla Chrome/143', 'curl/8', 1),
        change('user_agent', 'Mozilla Chrome/143', 'Mozilla Chrome/143 (again)', 2),
      ),
    ).toEqual([
      'Browser: Chrome 143 → curl 8',
      'User agent: Mozilla Chrome/143 → Mozilla Chrome/143 (again)',
    ]);
  });

  it('is in the order of time, by attempt', () => {
    const changes = tellChanges(
      answer([
        change('user_id', 'u1', 'u2', 8),
        change('source_ip', '::1', '::2', 9),
        change('source_ip', '::0', '::1', 3),
      ]),
    );
    expect(changes.map(({ to }) => to)).toEqual(['::1', 'wanda@ward.example', '::2']);
    expect(changedIn(changes, 'r2')).toEqual(['User', 'Source IP']);
    expect(changedIn(changes, 'r3')).toEqual([]);
  });

  it('names its people once', () => {
    expect(sessionPeople(answer([]))).toEqual(['theo@ward.example', 'wanda@ward.example', 'u3']);
  });
});
