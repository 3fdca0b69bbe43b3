import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noAttemptFilters } from '../../../contract/attempt-filters.ts';
import { noFilters } from '../../../contract/filters.ts';
import { outcomes } from '../../../contract/outcome.ts';
import { refusedKinds } from '../../../contract/refused-kinds.ts';
import { defaultRange } from '../time/range.ts';
import {
  type AttemptsView,
  attemptRowsKey,
  readAttemptsUrl,
  withOutcomeChoice,
  withOutcomeFilter,
  writeAttemptsUrl,
} from './attempts-url.ts';

const read = (search: string) => readAttemptsUrl(new URLSearchParams(search), 'UTC');

const some = fc.option(fc.subarray([...outcomes], { minLength: 1 }), { nil: undefined });
const number = fc.option(fc.nat(999_999_999), { nil: undefined });
const views = fc
  .record({
    outcomes: some,
    notOutcomes: some,
    stoppedAt: fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 }),
    refused: fc.subarray([...refusedKinds], { minLength: 1 }),
    minDuration: number,
    maxEvents: number,
    renewal: fc.option(fc.boolean(), { nil: undefined }),
    asc: fc.boolean(),
  })
  .map(
    ({
      outcomes: wanted,
      notOutcomes: unwanted,
      stoppedAt,
      refused,
      minDuration,
      maxEvents,
      renewal,
      asc,
    }): AttemptsView => ({
      filters: { ...noFilters, any: { email: ['a@b'] } },
      range: defaultRange,
      order: asc ? 'asc' : 'desc',
      attempts: {
        ...(wanted !== undefined && { outcomes: wanted }),
        ...(unwanted !== undefined && { notOutcomes: unwanted }),
        stoppedAt,
        refused,
        ...(minDuration !== undefined && { minDuration }),
        ...(maxEvents !== undefined && { maxEvents }),
        ...(renewal !== undefined && { renewal }),
      },
    }),
  );

describe('the address of the attempts', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(views, (view) => {
        expect(readAttemptsUrl(writeAttemptsUrl(view), 'UTC')).toEqual({ view, notices: [] });
      }),
    );
  });

  it('is read whole, however much it says', () => {
    const stages = Array.from({ length: 30_000 }, (_, index) => `stage ${index}`);
    const search = new URLSearchParams(
      stages.flatMap((stage) => [
        ['stopped_at', stage],
        ['outcome', stage],
      ]),
    );
    const { view, notices } = readAttemptsUrl(search, 'UTC');
    expect(view.attempts.stoppedAt).toEqual(stages);
    expect(notices).toHaveLength(stages.length);
  });

  it.each([
    ['outcome=lost', '“lost” is not an outcome, so it was ignored.'],
    ['refused=everything', '“everything” is nothing that can be refused, so it was ignored.'],
    ['renewal=yes', '“renewal” is true or false, not “yes”, so it was ignored.'],
    ['min_events=some', '“some” is not a whole number, so “min_events” was ignored.'],
    ['colour=red', '“colour” is not a property that attempts can be filtered by, so it was ignored.'],
    ['range=soon', '“soon” is not a time range, so the last 7 days are shown.'],
  ])('falls back from %s and says so', (search, notice) => {
    const { view, notices } = read(search);
    expect(notices).toEqual([notice]);
    expect(view).toEqual({
      filters: noFilters,
      range: defaultRange,
      order: 'desc',
      attempts: noAttemptFilters,
    });
  });

  it('tells renewals apart, or leaves them out', () => {
    const { view, notices } = read('renewal=false&outcome=signed_in');
    expect(notices).toEqual([]);
    expect(view.attempts).toEqual({ ...noAttemptFilters, outcomes: ['signed_in'], renewal: false });
    expect(read('renewal=true').view.attempts.renewal).toBe(true);
    expect(writeAttemptsUrl(view).toString()).toBe('outcome=signed_in&renewal=false');
  });

  it('keeps the rows when only the zone changes', () => {
    const { view } = read('outcome=failed');
    expect(attemptRowsKey({ ...view, tz: 'local' })).toBe(attemptRowsKey(view));
    expect(attemptRowsKey({ ...view, attempts: noAttemptFilters })).not.toBe(attemptRowsKey(view));
  });

  it('looks for an outcome, or for all others, never both', () => {
    const wanted = withOutcomeFilter(noAttemptFilters, 'any', 'failed');
    expect(wanted).toEqual({ ...noAttemptFilters, outcomes: ['failed'] });
    expect(withOutcomeFilter(wanted, 'none', 'failed')).toEqual({
      ...noAttemptFilters,
      notOutcomes: ['failed'],
    });
  });

  it('takes an outcome back when it is chosen again', () => {
    const wanted = withOutcomeChoice(withOutcomeChoice(noAttemptFilters, 'any', 'failed'), 'any', 'blocked');
    expect(wanted.outcomes).toEqual(['failed', 'blocked']);
    expect(withOutcomeChoice(wanted, 'any', 'failed').outcomes).toEqual(['blocked']);
  });
});

it('what was refused is read and written, and what cannot be refused is ignored', () => {
  const { view, notices } = readAttemptsUrl(
    new URLSearchParams('refused=credentials&refused=unanswered&refused=tea'),
    'UTC',
  );
  expect(view.attempts.refused).toEqual(['credentials', 'unanswered']);
  expect(notices).toEqual(['“tea” is nothing that can be refused, so it was ignored.']);
  expect(writeAttemptsUrl(view).getAll('refused')).toEqual(['credentials', 'unanswered']);
});
