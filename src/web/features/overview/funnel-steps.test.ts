import { describe, expect, it } from 'vitest';
import type { StopsAnswer } from '../../../contract/overview.ts';
import { badEnds, endedAt, funnelOf, keyOfEnd } from './funnel-steps.ts';

const answer: StopsAnswer = {
  from: '2026-03-11T00:00:00Z',
  to: '2026-03-18T00:00:00Z',
  attempts: 100,
  signed_in: 70,
  stages: [
    {
      stage: 'Authentication Request',
      reached: 80,
      stopped: { did_not_finish: 4, failed: 4 },
      waiting: { application: 1, user: 3 },
    },
    { stage: 'Token', reached: 75, stopped: {}, waiting: {} },
    { stage: null, reached: 0, stopped: { did_not_finish: 2 }, waiting: {} },
  ],
  ends: [
    { stage: 'Token', result: 'Success', outcome: 'signed_in', waiting_for: null, attempts: 70 },
    { stage: 'MFA Challenge', result: 'Timeout', outcome: 'timed_out', waiting_for: null, attempts: 3 },
    { stage: 'Token', result: 'Failure', outcome: 'failed', waiting_for: null, attempts: 9 },
  ],
};

describe('where attempts stop', () => {
  const [request, token, nameless] = funnelOf(answer);

  it('is told for each stage, trouble first, as parts of all attempts', () => {
    expect(request).toMatchObject({ reached: 80, lost: 8, wentOn: 0.72, loss: 0.1 });
    expect(request?.stops).toEqual([
      { outcome: 'failed', count: 4, part: 0.04 },
      { outcome: 'did_not_finish', count: 4, part: 0.04 },
    ]);
  });

  it('is told apart by who was waited for, in the order of a sign-in', () => {
    expect(request?.waiting).toEqual([
      { who: 'user', count: 3 },
      { who: 'application', count: 1 },
    ]);
    expect(token?.waiting).toEqual([]);
  });

  it('is nowhere at a stage that loses nobody', () => {
    expect(token).toMatchObject({ lost: 0, loss: 0, wentOn: 0.75, stops: [] });
  });

  it('never claims more than there are, nor divides by none', () => {
    expect(nameless).toMatchObject({ wentOn: 0, loss: 0, lost: 2 });
    expect(
      funnelOf({
        ...answer,
        attempts: 0,
        stages: [{ stage: 'Token', reached: 0, stopped: {}, waiting: {} }],
      }),
    ).toEqual([{ stage: 'Token', reached: 0, stops: [], waiting: [], lost: 0, wentOn: 0, loss: 0 }]);
  });

  it('names the ends that are no sign-in, the most frequent first', () => {
    expect(badEnds(answer).map(({ attempts }) => attempts)).toEqual([9, 3]);
  });

  it('tells ends apart by who was waited for, and counts them as one for a link', () => {
    const asked = {
      stage: 'Identity Provider Authentication',
      result: 'Success',
      outcome: 'did_not_finish',
    } as const;
    const ends: StopsAnswer['ends'] = [
      { ...asked, waiting_for: 'user_at_provider', attempts: 5 },
      { ...asked, waiting_for: null, attempts: 2 },
    ];
    expect(new Set(ends.map((end) => keyOfEnd(end))).size).toBe(2);
    expect(endedAt({ ...answer, ends }, asked.stage, asked.outcome)).toBe(7);
  });

  it('counts the ends that a link leads to: those of a stage and an outcome, whatever the last result', () => {
    const [end] = badEnds(answer);
    const other = {
      stage: 'Token',
      result: 'Other',
      outcome: 'failed' as const,
      waiting_for: null,
      attempts: 2,
    };
    expect(end).toMatchObject({ stage: 'Token', outcome: 'failed' });
    expect(endedAt({ ...answer, ends: [...answer.ends, other] }, 'Token', 'failed')).toBe(11);
    expect(endedAt(answer, 'Token', 'blocked')).toBe(0);
  });
});
