import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type WaitingFor, isFailure } from '../../contract/outcome.ts';
import { judgeWhole } from './events.ts';
import { attemptOf, later, recorded, stepsOf, storedOf, verdict } from '../test-support/example-attempts.ts';
import { allSteps, stepOf } from './rules.ts';
import { diagnose } from './diagnose.ts';

/** Who is waited for after each step of the recorded sign-in; undefined: nobody, it is signed in. */
const waiting: readonly (WaitingFor | undefined)[] = [
  'user',
  'user',
  'identity_provider',
  'user_at_provider',
  'platform',
  'second_step',
  'second_step',
  'second_step',
  'second_step',
  'platform',
  'application',
  undefined,
  undefined,
];

/** Pieces of a sign-in, put together as the platform does; each may be tried again. */
const again = (piece: string, bad: readonly string[]) =>
  fc.array(fc.constantFrom(...bad), { maxLength: 2 }).map((tries) => [...tries, piece].join(' '));
const successful = fc
  .tuple(
    fc.constantFrom('AR/InProgress PE/Authenticate', 'AR/InProgress', 'AR/Create AR/Authenticate'),
    again('IP/InProgress IP/Success CB/Success', ['IP/InProgress IP/Failure', 'IP/Authenticate IP/Timeout']),
    fc.option(
      again('MF/InProgress MF/Success', [
        'MF/InProgress MF/Failure',
        'MF/Create MF/Denied',
        'MF/DoMfa MF/Timeout',
      ]).map((challenge) => `PE/DoMfa PE/Success TK/Create ${challenge}`),
      { nil: 'PE/Success' },
    ),
    fc.constantFrom('AR/CodeIssued TK/Create AR/Success', 'AR/CodeIssued TK/Success', 'TK/Create AR/Success'),
  )
  .map((pieces) => stepsOf(pieces.join(' ')));

/** Any steps at all, some of them not recognised. */
const name = fc.oneof(
  {
    arbitrary: fc.constantFrom(...allSteps.map(({ stage, result }) => `${stage ?? ''}/${result}`)),
    weight: 9,
  },
  { arbitrary: fc.constantFrom('Device/Odd', 'Token/Odd', 'Device/Failure'), weight: 1 },
);
const anything = fc.array(name, { minLength: 1, maxLength: 12 });

const effectOf = (step: string) => {
  const [stage, result] = step.split('/');
  return stepOf({ stage, result })?.effect;
};

describe('the recorded sign-in', () => {
  test.each(recorded.map((_, index) => [index + 1, waiting[index]] as const))(
    'cut after step %d: %s is waited for',
    (length, who) => {
      const { judgement, outcome } = attemptOf(recorded.slice(0, length));
      expect(outcome).toBe(who === undefined ? 'signed_in' : 'did_not_finish');
      expect(judgement.waitingFor).toBe(who);
    },
  );
});

describe('whatever happened', () => {
  test('a successful attempt that is cut is not signed in before the token or success that no ask follows', () => {
    fc.assert(
      fc.property(fc.oneof(successful, fc.constant([...recorded])), (steps) => {
        const lastAsk = steps.findLastIndex((step) => effectOf(step)?.kind === 'asks');
        for (const length of steps.slice(0, lastAsk + 1).keys()) {
          const cut = steps.slice(0, length + 1);
          const { outcome } = attemptOf(cut);
          expect(outcome).not.toBe('signed_in');
          const { title, sentence } = verdict(cut);
          const isNamed = /waiting for|waited for/.test(`${title} ${sentence}`);
          expect([cut, isNamed || outcome !== 'did_not_finish']).toEqual([cut, true]);
        }
        expect(attemptOf(steps).outcome).toBe('signed_in');
      }),
    );
  });

  test('a closing record after a failure changes neither the deciding event nor the words', () => {
    fc.assert(
      fc.property(anything, fc.constantFrom('Failure', 'Denied', 'Timeout'), (steps, result) => {
        const before = verdict(steps);
        fc.pre(isFailure(before.outcome) && !attemptOf(steps).judgement.flat);
        const { notes: _, ...after } = verdict([...steps, `Authentication Request/${result}`]);
        const { notes: _notes, ...said } = before;
        expect(after).toEqual(said);
      }),
    );
  });

  test('an ask takes a sign-in back, unless it is a code; a pass does not', () => {
    const asks = allSteps.filter(({ effect }) => effect.kind === 'asks' && effect.ask !== 'code');
    const passes = allSteps.filter(({ effect }) => effect.kind === 'passes' || effect.kind === 'redirects');
    const named = (of: typeof asks) => fc.constantFrom(...of.map((step) => `${step.stage}/${step.result}`));
    fc.assert(
      fc.property(successful, named(asks), named(passes), (steps, ask, pass) => {
        expect(attemptOf([...steps, ask]).outcome).toBe('did_not_finish');
        expect(attemptOf([...steps, pass]).outcome).toBe('signed_in');
      }),
    );
  });

  test('the order in which events arrive never shows', () => {
    const arrivals = fc
      .tuple(anything, fc.array(fc.nat(3), { minLength: 12, maxLength: 12 }))
      .chain(([steps, ticks]) => {
        const events = storedOf(steps).map((event, index) => ({
          ...event,
          time: (event.time - BigInt(index * 1_000_000) + BigInt(ticks[index] ?? 0)) as typeof event.time,
        }));
        return fc.tuple(
          fc.constant(events),
          fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
        );
      });
    fc.assert(
      fc.property(arrivals, ([events, shuffled]) => {
        const arrived = shuffled.map((event, index) => ({ ...event, sequence: BigInt(index) }));
        const said = diagnose(judgeWhole(arrived, later));
        const { decided_by: decided, ...wanted } = diagnose(judgeWhole(events, later));
        const { decided_by: found, ...rest } = said;
        expect(rest).toEqual(wanted);
        // equal contents cannot be told apart but by their ids
        expect({ ...found, event_id: '' }).toEqual({ ...decided, event_id: '' });
      }),
    );
  });

  test('what is not recognised never decides', () => {
    fc.assert(
      fc.property(anything, fc.nat(12), (steps, place) => {
        fc.pre(steps.some((step) => effectOf(step) !== undefined));
        const more = [...steps.slice(0, place), 'Device/Odd', ...steps.slice(place)];
        const [one, other] = [attemptOf(steps).judgement, attemptOf(more).judgement];
        expect([other.ended, other.waitingFor, other.flat]).toEqual([one.ended, one.waitingFor, one.flat]);
      }),
    );
  });

  test('a renewal inside a sign-in changes neither outcome nor time', () => {
    const renewals = fc.constantFrom('Refresh/Success', 'Refresh/Failure', 'Refresh/SessionExpired');
    fc.assert(
      fc.property(anything, renewals, (steps, renewal) => {
        const before = attemptOf(steps).judgement;
        fc.pre(before.renews === undefined && steps.some((step) => effectOf(step) !== undefined));
        const after = attemptOf([...steps, renewal]).judgement;
        expect([after.ended, after.decided, after.last]).toEqual([before.ended, before.decided, before.last]);
      }),
    );
  });
});
