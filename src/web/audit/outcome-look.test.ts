import { describe, expect, it } from 'vitest';
import { outcomes } from '../../contract/outcome.ts';
import { isOutcome, outcomeLook, stackedOutcomes } from './outcome-look.ts';

describe('outcomes', () => {
  it('are each stacked once, and each called differently', () => {
    expect(stackedOutcomes.toSorted()).toEqual([...outcomes].toSorted());
    expect(new Set(outcomes.map((outcome) => outcomeLook(outcome).word)).size).toBe(outcomes.length);
  });

  it.each(['constructor', 'Failed', ''])('are not “%s”', (text) => {
    expect(isOutcome(text)).toBe(false);
  });
});
