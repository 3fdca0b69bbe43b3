import type { NumberName, OverviewNumber, Tally } from '../../../contract/overview.ts';
import { secondsWords } from '../../lib/duration.ts';
import { formatCount, formatRate, formatTenths } from '../../lib/format.ts';

/** How a number is measured: how many there are, a part of a whole from 0 to 1, or a length in seconds. */
type Measure = 'count' | 'rate' | 'seconds';

/** Whether more of it is trouble, or less, or neither. */
export type Worse = 'more' | 'less' | 'neither';

/** What part of the decided attempts kept somebody out; null when none was decided. */
export const failureRate = ({ decided, unsuccessful }: Tally): number | null =>
  decided === 0 ? null : unsuccessful / decided;

/** A number in its unit; a dash where nothing was counted. */
export const formatMeasure = (value: number | null, measure: Measure): string => {
  if (value === null) return '–';
  if (measure === 'rate') return formatRate(value);
  return measure === 'seconds' ? secondsWords(value) : formatCount(value);
};

/** The difference of two rates in points: `+11.3`, `−0.7`, `0.0`. */
export const formatPoints = (now: number, before: number): string => {
  const points = formatTenths(Math.abs(now - before) * 100);
  if (points === '0.0') return points;
  return `${now > before ? '+' : '−'}${points}`;
};

/** How a number differs from the period before. `tone` is set only where it means trouble, or good. */
export type MeasureChange = {
  readonly direction: 'up' | 'down' | 'same' | 'unknown';
  readonly words: string;
  readonly tone?: 'worse' | 'better';
};

/** Differences smaller than this are not coloured: a tenth of what it was, and a second; of a rate, one point. */
const remarkable = { relative: 0.1, points: 0.01, seconds: 1 };

const isRemarkable = (now: number, before: number, measure: Measure): boolean => {
  const difference = Math.abs(now - before);
  if (measure === 'rate') return difference >= remarkable.points;
  return (
    difference >= remarkable.relative * before && (measure === 'count' || difference >= remarkable.seconds)
  );
};

const differenceWords = (now: number, before: number, measure: Measure): string => {
  if (measure === 'rate') return `${formatTenths(Math.abs(now - before) * 100)} points`;
  const part = Math.abs(now - before) / before;
  // from 3 to 60 is twenty times, which nobody reads as 1,900%
  return part >= 2
    ? `${formatCount(Math.round(now / before))} times`
    : `${formatCount(Math.round(part * 100))}%`;
};

/** The change from the period before, in words. */
export const changeOf = (
  { now, before }: Pick<OverviewNumber, 'now' | 'before'>,
  measure: Measure,
  worse: Worse,
  hasBefore: boolean,
): MeasureChange => {
  if (!hasBefore) return { direction: 'unknown', words: 'no period before' };
  if (before === null) return { direction: 'unknown', words: 'none in the period before' };
  if (now === null) return { direction: 'unknown', words: `was ${formatMeasure(before, measure)}` };
  const was = formatMeasure(before, measure);
  if (formatMeasure(now, measure) === was) return { direction: 'same', words: 'as in the period before' };
  const direction = now > before ? 'up' : 'down';
  const isWorse = direction === (worse === 'more' ? 'up' : 'down');
  return {
    direction,
    words:
      before === 0 ? `up from ${was}` : `${direction} ${differenceWords(now, before, measure)} from ${was}`,
    ...(worse !== 'neither' &&
      isRemarkable(now, before, measure) && { tone: isWorse ? ('worse' as const) : ('better' as const) }),
  };
};

/** What a number is called, how it is measured, and which way it is worse. */
export const measures: Readonly<
  Record<NumberName, { readonly label: string; readonly measure: Measure; readonly worse: Worse }>
> = {
  attempts: { label: 'Attempts', measure: 'count', worse: 'neither' },
  success_rate: { label: 'Success rate', measure: 'rate', worse: 'less' },
  failed: { label: 'Failed', measure: 'count', worse: 'more' },
  blocked: { label: 'Blocked', measure: 'count', worse: 'more' },
  did_not_finish: { label: 'Did not finish', measure: 'count', worse: 'more' },
  renewals: { label: 'Renewals', measure: 'count', worse: 'neither' },
  users: { label: 'Users', measure: 'count', worse: 'neither' },
  addresses: { label: 'Addresses', measure: 'count', worse: 'neither' },
  median_seconds: { label: 'Median time', measure: 'seconds', worse: 'more' },
};
