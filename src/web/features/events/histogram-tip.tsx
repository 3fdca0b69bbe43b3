import { formatEdge } from '../../audit/time-format.ts';
import { formatCount } from '../../lib/format.ts';
import type { Bar, Series } from './chart-data.ts';
import css from './histogram.module.css';

type Props = {
  /** Those pointed at or selected, side by side. */
  readonly bars: readonly Bar[];
  readonly series: readonly Series[];
  readonly zone: string;
  /** Where, from 0 at the left to 1 at the right. */
  readonly at: number;
};

/** The time of the bars and what they count. The layer that shows it says the same to screen readers. */
export const HistogramTip = ({ bars, series, zone, at }: Props) => {
  const [from, to] = [bars[0]?.from, bars.at(-1)?.to];
  if (from === undefined || to === undefined) return null;
  const counts = series
    .map((each) => ({ ...each, count: bars.reduce((sum, { parts }) => sum + (parts[each.key] ?? 0), 0) }))
    .filter(({ count }) => count > 0);
  return (
    <div
      className={css['tip']}
      aria-hidden="true"
      style={
        at > 0.5 ? { right: `calc(${(1 - at) * 100}% + 0.75rem)` } : { left: `calc(${at * 100}% + 0.75rem)` }
      }
    >
      <p>
        {formatEdge(from, zone)} – {formatEdge(to, zone)}
      </p>
      <ul>
        {counts.map(({ key, label, fill, count }) => (
          <li key={key} className={css['entry']} style={{ ['--fill' as string]: fill }}>
            <span className={css['name']}>{label}</span>{' '}
            <span className={css['count']}>{formatCount(count)}</span>
          </li>
        ))}
        {counts.length === 0 && <li>No events</li>}
      </ul>
    </div>
  );
};
