import { describe, expect, it } from 'vitest';
import type { ExtentAnswer } from '../../../contract/audits.ts';
import { micros, parseInstant } from '../../../contract/instant.ts';
import { removedWords } from './removed-words.ts';

const at = (text: string) => parseInstant(text) ?? micros(0n);
const ruled: ExtentAnswer = {
  first: '2026-03-05T08:00:00Z',
  last: '2026-03-31T12:00:00Z',
  retention: '400d',
  kept_from: '2026-03-03T00:00:00Z',
  removed_before: '2026-03-03T00:00:00Z',
};
const byRule = 'Nothing is stored before 2026-03-03 00:00 (UTC): older events are removed after 400 days.';

describe('what was removed by rule', () => {
  it.each([
    ['of all there is', {}, byRule],
    ['of a time that lies before it', { from: at('2026-01-01'), to: at('2026-02-01') }, byRule],
    ['of a time that reaches over it', { from: at('2026-03-01'), to: at('2026-03-10') }, byRule],
    ['of a time that begins with it', { from: at('2026-03-03'), to: at('2026-03-10') }, undefined],
    [
      'of a time that never had anything',
      { from: at('2026-03-03'), to: at('2026-03-04') },
      'Nothing of this time was removed: no event of it has come.',
    ],
  ] as const)('%s', (_, instants, words) => {
    expect(removedWords(ruled, 'UTC', instants)).toBe(words);
  });

  it('is what the rule says where nothing is stored', () => {
    expect(removedWords({ retention: '18mo', kept_from: '2026-03-03T00:00:00Z' }, 'UTC')).toBe(
      'Nothing is stored before 2026-03-03 00:00 (UTC): older events are removed after 18 months.',
    );
  });

  it('is what is removed so far while it is being removed', () => {
    const removing = { ...ruled, first: '2025-12-24T10:00:00Z', removed_before: '2025-12-24T00:00:00Z' };
    expect(removedWords(removing, 'UTC')).toContain('before 2025-12-24 00:00 (UTC)');
    const { removed_before: _, ...unbegun } = removing;
    expect(removedWords(unbegun, 'UTC')).toBeUndefined();
  });

  it('stays so when the rule is no longer in force, and is nothing without one', () => {
    const { retention: _, kept_from: __, ...loosened } = ruled;
    expect(removedWords(loosened, 'UTC')).toBe(
      'Events before 2026-03-03 00:00 (UTC) were removed by a rule that is no longer in force.',
    );
    expect(
      removedWords({ first: '2026-03-05T08:00:00Z', last: '2026-03-31T12:00:00Z' }, 'UTC'),
    ).toBeUndefined();
    expect(removedWords({}, 'UTC', { from: at('2026-01-01'), to: at('2026-02-01') })).toBeUndefined();
  });
});
