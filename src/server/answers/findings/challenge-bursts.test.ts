import { expect, test } from 'vitest';
import { micros } from '../../../contract/instant.ts';
import { thresholdsSchema } from '../../../contract/thresholds.ts';
import { stepOf } from '../../diagnosis/rules.ts';
import type { ChallengedAttempt } from '../../store/questions/findings.ts';
import { challengeBursts } from './challenge-bursts.ts';

const minute = 60_000_000n;
const thresholds = thresholdsSchema.parse({});

type Told = { readonly at: number; readonly results: string; readonly more?: Partial<ChallengedAttempt> };

/** An attempt that began at a minute; each result of its second step came a minute after the one before. */
const attempt = ({ at, results, more = {} }: Told, index: number): ChallengedAttempt => ({
  requestId: `r${index}`,
  start: micros(BigInt(at) * minute),
  outcome: 'did_not_finish',
  person: { id: 'eve', isUserId: true },
  steps: results.split(' ').map((result, step) => ({
    time: micros(BigInt(at + step) * minute),
    step: stepOf({ stage: 'MFA Challenge', result }),
  })),
  ...more,
});

const told = (attempts: readonly Told[], strange: readonly string[] = []): readonly string[] =>
  challengeBursts(
    attempts.map((each, index) => attempt(each, index)),
    ({ address }) => address !== undefined && strange.includes(address),
    thresholds,
  ).map(
    ({ from, to, attempts: own, count }) =>
      `${count} in ${own.map(({ requestId }) => requestId).join(' ')}, minutes ${from / minute} to ${to / minute}`,
  );

const denied = (...at: readonly number[]): Told[] => at.map((each) => ({ at: each, results: 'Denied' }));
const from = (address: string, ...at: readonly number[]): Told[] =>
  denied(...at).map((each) => ({ ...each, more: { address } }));

test.each<readonly [string, readonly Told[], readonly string[]]>([
  ['nothing', [], []],
  ['four', denied(0, 1, 2, 3), []],
  ['five', denied(0, 1, 2, 3, 10), ['5 in r0 r1 r2 r3 r4, minutes 0 to 10']],
  ['five in more than ten minutes', denied(0, 1, 2, 3, 11), []],
  [
    'stretches that overlap',
    denied(0, 1, 2, 3, 4, 9, 11, 12, 13),
    ['9 in r0 r1 r2 r3 r4 r5 r6 r7 r8, minutes 0 to 13'],
  ],
  [
    'stretches that lie apart',
    denied(0, 1, 2, 3, 4, 30, 31, 32, 33, 34),
    ['5 in r0 r1 r2 r3 r4, minutes 0 to 4', '5 in r5 r6 r7 r8 r9, minutes 30 to 34'],
  ],
  [
    'several in one attempt, by when they were refused',
    [{ at: 0, results: 'Create Failure Create Failure Create Failure Create Denied Create Timeout' }],
    ['5 in r0, minutes 1 to 9'],
  ],
  [
    'what nobody answered',
    [0, 1, 2, 3, 4].map((at) => ({ at, results: 'InProgress' })),
    ['5 in r0 r1 r2 r3 r4, minutes 0 to 4'],
  ],
  [
    'what may be answered yet',
    [...denied(0, 1, 2, 3), { at: 4, results: 'InProgress', more: { outcome: 'in_progress' } }],
    [],
  ],
  ['one that was accepted', [...denied(0, 1, 2, 3), { at: 4, results: 'InProgress Success' }], []],
  ['one from a strange place', from('strange', 0), []],
  ['two from a strange place', from('strange', 0, 9), ['2 in r0 r1, minutes 0 to 9']],
  ['two from a strange place, far apart', from('strange', 0, 11), []],
  ['two from home', from('home', 0, 9), []],
  [
    'two from a strange place between those at home',
    [...from('home', 0), ...from('strange', 2, 3)],
    ['3 in r0 r1 r2, minutes 0 to 3'],
  ],
])('%s', (_, attempts, bursts) => {
  expect(told(attempts, ['strange'])).toEqual(bursts);
});
