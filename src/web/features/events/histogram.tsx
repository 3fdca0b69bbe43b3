import { Suspense, lazy, useMemo } from 'react';
import type { HistogramAnswer } from '../../../contract/audits.ts';
import type { Instants } from '../../audit/range.ts';
import { kindWords } from '../../audit/result-look.ts';
import { formatEdge } from '../../audit/time-format.ts';
import { formatCount, listed, plural } from '../../lib/format.ts';
import { type Bar, barsOf, totalsOf } from './chart-data.ts';
import css from './histogram.module.css';

const HistogramChart = lazy(async () => ({
  default: (await import('./histogram-chart.tsx')).HistogramChart,
}));

type Props = {
  readonly answer: HistogramAnswer | undefined;
  readonly zone: string;
  readonly stale: boolean;
  readonly failed: boolean;
  readonly onRetry: () => void;
  readonly onZoom: (instants: Instants) => void;
};

/** Results over time. Its place is kept from the start, so that nothing jumps when it comes. */
export const Histogram = ({ answer, zone, stale, failed, onRetry, onZoom }: Props) => {
  const bars = useMemo(() => (answer ? barsOf(answer) : []), [answer]);
  const totals = useMemo(() => totalsOf(bars), [bars]);
  return (
    <figure className={css['histogram']} aria-label="Results over time">
      <figcaption className={css['legend']}>
        {totals.map(({ kind, count }) => (
          <span key={kind} className={css['entry']} data-kind={kind}>
            {kindWords[kind]} <span className={css['count']}>{formatCount(count)}</span>
          </span>
        ))}
        {answer && <span className={css['interval']}>{answer.interval} a bar</span>}
      </figcaption>
      <div
        className={css['chart']}
        data-stale={stale || undefined}
        role="img"
        aria-label={summary(bars, zone)}
      >
        {answer && (
          <Suspense fallback={null}>
            <HistogramChart bars={bars} kinds={totals.map(({ kind }) => kind)} zone={zone} onZoom={onZoom} />
          </Suspense>
        )}
      </div>
      {failed && (
        <p className={css['failed']}>
          The counts could not be loaded.{' '}
          <button type="button" onClick={onRetry}>
            Retry
          </button>
        </p>
      )}
    </figure>
  );
};

const summary = (bars: readonly Bar[], zone: string): string => {
  const [first, last] = [bars[0], bars.at(-1)];
  if (!first || !last) return 'No counts yet';
  const counts = totalsOf(bars).map(({ kind, count }) => `${kindWords[kind]} ${formatCount(count)}`);
  const sum = bars.reduce((total, { count }) => total + count, 0);
  const span = `from ${formatEdge(first.from, zone)} to ${formatEdge(last.to, zone)}`;
  return counts.length === 0 ? `No events ${span}` : `${plural(sum, 'event')} ${span}: ${listed(counts)}`;
};
