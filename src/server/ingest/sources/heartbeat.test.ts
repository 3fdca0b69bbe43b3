import { expect, test } from 'vitest';
import { formatInstant, micros, microsPerSecond } from '../../../contract/instant.ts';
import { prepareRecord } from '../prepare.ts';
import type { AnsweredRecord } from './audit-page.ts';
import type { SourceConfig } from './config.ts';
import { Heartbeat } from './heartbeat.ts';

const minute = 60n * microsPerSecond;
const at = (minutes: number) => micros(1_773_835_200_000_000n + BigInt(minutes) * minute);
const patience = micros(30n * minute);

const credential: SourceConfig['credential'] = {
  kind: 'document',
  document: {
    id: 'd',
    userId: 'me',
    organisation: 'o',
    issuerUrl: 'https://auth.example.net',
    expires: undefined,
    key: '',
  },
};

const answered = (minutes: number, user = 'me'): AnsweredRecord => {
  const raw = { time: formatInstant(at(minutes)), event_name: 'Token', user_id: user };
  return { raw, prepared: prepareRecord(raw), bytes: 100 };
};

/** Whether it is silent, a time after it signed in at a minute and showed these. */
const isSilent = (shown: readonly AnsweredRecord[], signedIn: number | undefined, now: number): boolean => {
  const heartbeat = new Heartbeat({ credential });
  heartbeat.see(shown, signedIn === undefined ? undefined : at(signedIn));
  return heartbeat.isSilent(at(now), patience);
};

test.each([
  ['our own signing in was never shown', [answered(0, 'other')], 0, 500, false],
  ['it is shown', [answered(100)], 100, 500, false],
  ['clocks differ a little', [answered(99)], 100, 500, false],
  ['it was shown, and the last one may still come', [answered(0)], 100, 129, false],
  ['it was shown, and the last one does not come', [answered(0)], 100, 131, true],
  ['records of others are shown', [answered(0), answered(120, 'other')], 100, 131, true],
  [
    'a record that cannot be read',
    [answered(0), { raw: 1, prepared: prepareRecord(1), bytes: 1 }],
    0,
    500,
    false,
  ],
  ['it did not sign in since the start', [answered(0)], undefined, 500, false],
])('%s', (_, shown, signedIn, now, silent) => {
  expect(isSilent(shown, signedIn, now)).toBe(silent);
});

test('what was seen before a restart counts, and where to look is told', () => {
  const heartbeat = new Heartbeat({ credential });
  expect(heartbeat.lacking).toBeUndefined();
  heartbeat.remember(at(0));
  heartbeat.see([], at(100));
  expect(heartbeat.isSilent(at(140), patience)).toBe(true);
  expect(heartbeat.lacking).toEqual({ from: at(98), filters: { user_id: 'me' } });
  heartbeat.see([answered(100)], at(100));
  expect(heartbeat.isSilent(at(140), patience)).toBe(false);
  const later = new Heartbeat({ credential });
  later.see([answered(100)], at(100));
  later.remember(at(0));
  expect(later.newest).toBe(at(100));
});

test('with a token nobody knows who we are: it is never silent', () => {
  const heartbeat = new Heartbeat({ credential: { kind: 'token', token: 't' } });
  heartbeat.see([answered(0)], at(100));
  expect(heartbeat.isSilent(at(500), patience)).toBe(false);
});
