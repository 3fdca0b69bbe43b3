import type { OutcomeCounts } from '../../../contract/attempts.ts';
import { failures } from '../../../contract/outcome.ts';
import type { BreakdownAnswer } from '../../../contract/overview.ts';
import { outcomeLook } from '../../audit/looks/outcome-look.ts';
import type { Series } from '../../audit/charts/time-bars.ts';
import { formatCount, listed } from '../../lib/format.ts';
import { type MeasureChange, changeOf, failureRate } from './measures.ts';

/** A value that attempts are told apart by, as an answer has it. */
export type BreakdownShare = BreakdownAnswer['values'][number];

/** What the row of a value is known by: no value is mistaken for none. */
export const shareKey = ({ value }: BreakdownShare): string => (value === null ? 'none' : `=${value}`);

/** So many values are asked for where all of them are wanted; more are said to be left out. */
export const wholeLimit = 100;

/** A part of a bar: its outcome, how many, and which part of the whole, from 0 to 1. */
export type SharePart = { readonly series: Series; readonly count: number; readonly part: number };

/** What a bar of these counts is made of, when only some outcomes are shown. */
export const sharePartsOf = (by: OutcomeCounts, shown: readonly Series[]): SharePart[] => {
  const counts: Readonly<Record<string, number | undefined>> = by;
  const parts = shown.map((series) => ({ series, count: counts[series.key] ?? 0 }));
  const whole = parts.reduce((sum, { count }) => sum + count, 0);
  return parts.flatMap((each) => (each.count === 0 ? [] : [{ ...each, part: each.count / whole }]));
};

/** Counts in words: `Failed 3, Blocked 1 and Signed in 20`. */
export const partsWords = (parts: readonly SharePart[]): string =>
  parts.length === 0
    ? 'nothing'
    : listed(parts.map(({ series, count }) => `${series.label} ${formatCount(count)}`));

/** The values, those with the most unsuccessful attempts first, then the most used. */
export const worstFirst = (values: readonly BreakdownShare[]): readonly BreakdownShare[] =>
  values.toSorted(
    (a, b) =>
      b.now.unsuccessful - a.now.unsuccessful ||
      b.now.attempts - a.now.attempts ||
      (a.value ?? '').localeCompare(b.value ?? ''),
  );

/** The values with unsuccessful attempts, those with the most first. */
export const mostUnsuccessful = (
  values: readonly BreakdownShare[],
  limit: number,
): readonly BreakdownShare[] => worstFirst(values.filter(({ now }) => now.unsuccessful > 0)).slice(0, limit);

/** How the failure rate of a value changed; `new` when nothing had it in the period before. */
export const shareChange = ({ now, before }: BreakdownShare, hasBefore: boolean): MeasureChange | 'new' => {
  if (hasBefore && before === null) return 'new';
  const rates = { now: failureRate(now), before: before && failureRate(before) };
  return changeOf(rates, 'rate', 'more', hasBefore);
};

/** The outcomes that count as unsuccessful, in words. */
export const unsuccessfulWords = listed(failures.map((each) => outcomeLook(each).word.toLowerCase()));

/** Which values an answer tells, where it does not tell all of them; else undefined. */
export const restWords = ({ total, values }: Pick<BreakdownAnswer, 'total' | 'values'>): string | undefined =>
  total > values.length
    ? `The ${formatCount(values.length)} with the most unsuccessful attempts are listed; ` +
      `${formatCount(total - values.length)} more are not.`
    : undefined;
