import { describe, expect, it } from 'vitest';
import { outcomes } from '../../../contract/outcome.ts';
import { attemptLook, isOutcome, outcomeLook, stackedOutcomes } from './outcome-look.ts';

describe('outcomes', () => {
  it('are each stacked once, and each called differently', () => {
    expect(stackedOutcomes.toSorted()).toEqual([...outcomes].toSorted());
    expect(new Set(outcomes.map((outcome) => outcomeLook(outcome).word)).size).toBe(outcomes.length);
  });

  it('of a renewal are called their own way where it succeeded, and only there', () => {
    const words = outcomes.map((outcome) => attemptLook({ outcome, renewal: true }).word);
    expect(words).toEqual(
      outcomes.map((each) => (each === 'signed_in' ? 'Renewed' : outcomeLook(each).word)),
    );
    expect(attemptLook({ outcome: 'signed_in' })).toEqual(outcomeLook('signed_in'));
    expect(attemptLook({ outcome: 'signed_in', renewal: true }).kind).toBe(outcomeLook('signed_in').kind);
  });

  it.each(['constructor', 'Failed', ''])('are not “%s”', (text) => {
    expect(isOutcome(text)).toBe(false);
  });
});
