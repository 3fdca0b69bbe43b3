import type { NumbersAnswer, Tally } from '../../../contract/overview.ts';
import { type Bar, type SeriesWords, type TimeBar, timeBarsOf } from '../../audit/charts/time-bars.ts';
import { formatRate, plural } from '../../lib/format.ts';
import { failureRate } from './measures.ts';

/** Attempts over time by outcome. */
export const outcomeBars = (answer: NumbersAnswer): Bar[] =>
  timeBarsOf(answer, ({ by, now }) => ({ parts: by, count: now.attempts }));

/** How attempts went in a stretch of time, and in the one that lay as far in the period before. */
export type RateBar = TimeBar & { readonly now: Tally; readonly before: Tally | null };

export const rateBars = (answer: NumbersAnswer): RateBar[] =>
  timeBarsOf(answer, ({ now, before }) => ({ now, before }));

/** The two lines of the failure rate. */
export const rateSeries = [
  { key: 'now', label: 'This period', fill: 'var(--fill-failed)' },
  { key: 'before', label: 'Period before', fill: 'var(--fill-unknown)' },
] as const;
export type RateKey = (typeof rateSeries)[number]['key'];

const tallyOf = (bars: readonly RateBar[], key: RateKey): Tally =>
  bars.reduce(
    (sum, { [key]: tally }) => ({
      attempts: sum.attempts + (tally?.attempts ?? 0),
      decided: sum.decided + (tally?.decided ?? 0),
      unsuccessful: sum.unsuccessful + (tally?.unsuccessful ?? 0),
    }),
    { attempts: 0, decided: 0, unsuccessful: 0 },
  );

/** The failure rate of bars together, and of what lay before them. */
export const tellRates = (bars: readonly RateBar[], shown: readonly RateKey[]): SeriesWords[] =>
  rateSeries
    .filter(({ key }) => shown.includes(key))
    .flatMap(({ key, label, fill }) => {
      const tally = tallyOf(bars, key);
      const rate = failureRate(tally);
      if (rate === null) return [];
      const text = `${formatRate(rate)}, ${tally.unsuccessful} of ${plural(tally.decided, 'attempt')}`;
      return [{ key, label, fill, text }];
    });

/** The top of an axis of rates: the least of 5%, 10%, 20%, 40%, 60%, 80%, 100% that nothing exceeds. */
export const rateTop = (rates: readonly (number | null)[]): number => {
  const most = Math.max(0, ...rates.map((rate) => rate ?? 0));
  return [0.05, 0.1, 0.2, 0.4, 0.6, 0.8].find((top) => most <= top) ?? 1;
};

/** The failure rate of each stretch; null where nothing was decided. */
export const ratesOf = (bars: readonly RateBar[], key: RateKey): (number | null)[] =>
  bars.map(({ [key]: tally }) => (tally ? failureRate(tally) : null));
