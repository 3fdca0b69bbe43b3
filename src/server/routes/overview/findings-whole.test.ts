import { expect, test } from 'vitest';
import { findingsAnswerSchema } from '../../../contract/findings.ts';
import { attempt, evidenceOf, store } from '../../test-support/findings-fixture.ts';
import { withApp } from '../../test-support/with-app.ts';

/** Refusals at no rhythm, so many of one account from one address, from a minute after noon of 30 March on. */
const guesses = (count: number, from: number, every: number, user: string) =>
  Array.from({ length: count }, (_, index) =>
    attempt(from + index * every + ((index * index) % 3) * every * 0.3, 'failed', {
      user_id: user,
      source_ip: '203.0.113.9',
    }),
  );

test('a finding is the same in every range that it overlaps, and in no other', async () => {
  const midnight = 12 * 60;
  await withApp({}, async (app, into) => {
    await store(into, [
      // over midnight, with too few on either side
      ...guesses(16, midnight - 20, 2.5, 'night'),
      // of three days
      ...guesses(900, midnight - 10, 5, 'days'),
    ]);
    const told = async (from: string, to: string) => {
      const answer = await app.inject(
        `/v1/auth_overview/findings?dt_from=${from}&dt_to=${to}&tz=Asia/Kolkata`,
      );
      const { findings, totals } = findingsAnswerSchema.parse(answer.json());
      const found = findings.filter(({ kind }) => kind === 'brute_force');
      expect(totals.brute_force ?? 0).toBe(found.length);
      return found;
    };
    const all = await told('2026-03-01', '2026-04-30');
    expect(all.map(({ subject, count }) => [subject.user, count])).toEqual([
      // what lasts longer than a day is told by the day
      ['days', 34],
      ['days', 288],
      ['days', 288],
      ['days', 288],
      ['night', 16],
      ['days', 2],
    ]);
    const begins = all.slice(0, 4).map(({ first }) => first.slice(0, 11));
    expect(begins).toEqual(['2026-04-03T', '2026-04-02T', '2026-04-01T', '2026-03-31T']);
    for (const finding of all) expect(await evidenceOf(app, finding, 500)).toHaveLength(finding.count);
    const [, second, third, fourth, night, first] = all;
    expect(await told('2026-03-30', '2026-03-31')).toEqual([night, first]);
    expect(await told('2026-03-31', '2026-04-01')).toEqual([fourth, night]);
    expect(await told('2026-03-31T00:05:00Z', '2026-03-31T00:06:00Z')).toEqual([fourth, night]);
    expect(await told('2026-04-01T12:00:00Z', '2026-04-01T13:00:00Z')).toEqual([third]);
    expect(await told('2026-04-02', '2026-04-03')).toEqual([second]);
    expect(await told('2026-03-29', '2026-03-30T23:40:00Z')).toEqual([]);
    expect(await told('2026-04-03T20:00:00Z', '2026-04-10')).toEqual([]);
  });
}, 120_000);
