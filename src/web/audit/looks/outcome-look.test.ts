import { describe, expect, it } from 'vitest';
import { outcomes } from '../../../contract/outcome.ts';
import { attemptLook, isOutcome, outcomeLook, outcomeMeaning, stackedOutcomes } from './outcome-look.ts';

describe('outcomes', () => {
  it('are each stacked once, and each called and drawn differently', () => {
    expect(stackedOutcomes.toSorted()).toEqual([...outcomes].toSorted());
    for (const part of ['word', 'icon'] as const)
      expect(new Set(outcomes.map((outcome) => outcomeLook(outcome)[part])).size).toBe(outcomes.length);
  });

  it('tell what they mean, those that are late in different ways, too', () => {
    expect(outcomeMeaning('timed_out')).toMatch(/^Timed out: a step had no answer.*\(timed_out\)$/);
    expect(outcomeMeaning('session_expired')).toMatch(/^Session expired: the page or the session.*too old/);
  });

  it('of a renewal are called their own way where it succeeded, and only there', () => {
    const words = outcomes.map((outcome) => attemptLook({ outcome, renewal: true, verdict: {} }).word);
    expect(words).toEqual(
      outcomes.map((each) => (each === 'signed_in' ? 'Renewed' : outcomeLook(each).word)),
    );
    expect(attemptLook({ outcome: 'signed_in', verdict: {} })).toEqual(outcomeLook('signed_in'));
    expect(attemptLook({ outcome: 'signed_in', renewal: true, verdict: {} }).kind).toBe(
      outcomeLook('signed_in').kind,
    );
  });

  it('of a sign-in that is worth a look is amber, with an icon of its own', () => {
    const worth = attemptLook({ outcome: 'signed_in', verdict: { worth_a_look: true } });
    expect(worth).toEqual({ kind: outcomeLook('blocked').kind, icon: 'alert', word: 'Signed in' });
    expect(attemptLook({ outcome: 'failed', verdict: { worth_a_look: true } })).toEqual(
      outcomeLook('failed'),
    );
  });

  it.each(['constructor', 'Failed', ''])('are not “%s”', (text) => {
    expect(isOutcome(text)).toBe(false);
  });
});
