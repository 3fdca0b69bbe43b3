import { expect, test } from 'vitest';
import { sessionAnswerSchema } from '../../contract/attempt-context.ts';
import { attemptAnswerSchema, maxEventsShown } from '../../contract/attempts.ts';
import { store as storeRecords } from '../test-support/findings-fixture.ts';
import { withApp } from '../test-support/with-app.ts';

const began = Date.parse('2026-03-30T12:00:00Z');
const timeOf = (nth: number): string => new Date(began + nth * 1000).toISOString();

test.each([
  { events: maxEventsShown, name: 'as many as are told, are told whole' },
  { events: maxEventsShown + 30, name: 'more, are told in part, which is said, and judged whole' },
])('an attempt and a session of $name', async ({ events }) => {
  const isCut = events > maxEventsShown;
  await withApp({}, async (app, store) => {
    await storeRecords(
      store,
      Array.from({ length: events }, (_, nth) => ({
        time: timeOf(nth),
        request_id: 'long',
        session: 'shared',
        token_id: `t${nth}`,
        // who signed in is told by the first event, which is not drawn where there are too many
        event_name: nth === 0 ? 'Identity Provider Authentication' : 'Token',
        result: 'Success',
      })),
    );
    const attempt = attemptAnswerSchema.parse((await app.inject('/v1/auth_attempts/long')).json());
    expect(attempt.events.map(({ token_id: token }) => token)).toEqual(
      Array.from({ length: maxEventsShown }, (_, nth) => `t${nth + events - maxEventsShown}`),
    );
    expect(attempt).toMatchObject({ outcome: 'signed_in', more_events: events - maxEventsShown });
    expect(attempt.verdict.sentence).toContain(
      isCut ? '2 h 47 min after the attempt began' : '2 h 46 min after the attempt began',
    );
    expect(Date.parse(attempt.start)).toBe(began);

    const session = sessionAnswerSchema.parse((await app.inject('/v1/auth_sessions/shared')).json());
    expect(session.events.length).toBe(maxEventsShown);
    expect(session.events[0]).toMatchObject({ token_id: 't0' });
    expect(session.more_events).toBe(isCut);
    // when it ends is told of all of it
    expect(Date.parse(session.end)).toBe(began + (events - 1) * 1000);
  });
});
