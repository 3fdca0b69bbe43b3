import { type UnknownTime, lackingIn } from '../sources/unknown-times.ts';
import css from './histogram.module.css';
import type { SeriesWords, TimeBar } from './time-bars.ts';
import { formatEdge } from '../time/time-format.ts';

type Props<Each> = {
  /** Those pointed at or selected, side by side. */
  readonly bars: readonly Each[];
  readonly zone: string;
  readonly tell: (bars: readonly Each[]) => readonly SeriesWords[];
  readonly none: string;
  readonly unknown: readonly UnknownTime[];
  /** Where, from 0 at the left to 1 at the right. */
  readonly at: number;
};

/** The time of the bars and what they tell. The layer that shows it says the same to screen readers. */
export const HistogramTip = <Each extends TimeBar>({ bars, zone, tell, none, unknown, at }: Props<Each>) => {
  const [from, to] = [bars[0]?.from, bars.at(-1)?.to];
  if (from === undefined || to === undefined) return null;
  const told = tell(bars);
  const lacking = lackingIn(unknown, { from, to });
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
        {told.map(({ key, label, fill, text }) => (
          <li key={key} className={css['entry']} style={{ '--fill': fill }}>
            <span className={css['name']}>{label}</span> <span className={css['count']}>{text}</span>
          </li>
        ))}
        {told.length === 0 && <li className={css['nothing']}>{none}</li>}
      </ul>
      {lacking !== undefined && <p className={css['lacking']}>{lacking}</p>}
    </div>
  );
};
