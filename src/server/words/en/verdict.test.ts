import { describe, expect, it } from 'vitest';
import { micros } from '../../../contract/instant.ts';
import { diagnose } from '../../diagnosis/diagnose.ts';
import { judgeWhole } from '../../diagnosis/events.ts';
import { second, start, stepsOf, storedOf } from '../../test-support/example-attempts.ts';
import { verdictWords } from './verdict.ts';

/** The verdict of an attempt whose last event came so many seconds after its first. */
const verdictAfter = (text: string, seconds: bigint) => {
  const events = storedOf(stepsOf(text));
  const timed = events.map((event, index) =>
    index === events.length - 1 && index > 0 ? { ...event, time: micros(start + seconds * second) } : event,
  );
  return verdictWords(diagnose(judgeWhole(timed, start + 90_000n * second)), 'UTC');
};

describe('the time in a sentence is that of the event that decided', () => {
  it.each([
    ['… PE/Denied', 60n, 'could not sign in to Payroll at 09:15 UTC on 4 Feb 2026. Policy'],
    [
      '… PE/Denied',
      61n,
      'could not sign in to Payroll at 09:15 UTC on 4 Feb 2026, 1 min 1 s after the attempt began. Policy',
    ],
    [
      '…2 MF/Timeout',
      7_380n,
      'could not sign in to Payroll at 11:17 UTC on 4 Feb 2026, 2 h 3 min after the attempt began. The',
    ],
    [
      '… PE/Success AR/CodeIssued TK/Create',
      120n,
      'signed in to Payroll at 09:16 UTC on 4 Feb 2026, 2 min after the attempt began.',
    ],
    ['RF/Failure', 0n, 'was to be renewed at 09:14 UTC on 4 Feb 2026. The'],
  ])('%s, %i s after the start', (text, seconds, part) => {
    expect(verdictAfter(text, seconds).sentence).toContain(part);
  });

  it('what nothing ended tells when it began', () => {
    expect(verdictAfter('…2', 7_380n).sentence).toContain('started to sign in to Payroll at 09:14 UTC');
  });
});

it.each([
  ['AR/InProgress PE/Authenticate AR/SessionExpired', 'Closed: the sign-in page lay open for 2 h 3 min'],
  ['AR/InProgress AR/SessionExpired', 'Took too long: 2 h 3 min'],
])('a page that was too old says how long it lay open: %s', (text, title) => {
  const said = verdictAfter(text, 7_380n);
  expect(said.title).toBe(title);
  expect(said.sentence).toContain('11:17 UTC on 4 Feb 2026, 2 h 3 min after the attempt began.');
  expect(verdictAfter(text, 20n).title).not.toContain(' min');
});
