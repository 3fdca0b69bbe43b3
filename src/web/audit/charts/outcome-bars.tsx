import { type KeyboardEvent, type ReactNode, useMemo, useState } from 'react';
import type { AttemptHistogram } from '../../../contract/attempts.ts';
import type { Outcome } from '../../../contract/outcome.ts';
import { formatCount, listed, plural } from '../../lib/format.ts';
import { type OutcomeBar, niceTop, outcomeBarsOf, outcomeTotals } from './outcome-chart.ts';
import css from './outcome-bars.module.css';
import { outcomeLook } from '../looks/outcome-look.ts';
import type { Instants } from '../time/range.ts';
import { formatEdge } from '../time/time-format.ts';

type Props = {
  readonly histogram: AttemptHistogram | undefined;
  readonly zone: string;
  readonly stale?: boolean;
  readonly onZoom: (instants: Instants) => void;
  /** Makes the legend’s entries filters. */
  readonly onOutcome?: (outcome: Outcome) => void;
  /** What is to be said of what is not counted here. */
  readonly aside?: ReactNode;
};

/** Attempts over time by outcome: one tab stop, arrows walk the bars, Enter or a click zooms in. */
export const OutcomeBars = ({ histogram, zone, stale = false, onZoom, onOutcome, aside }: Props) => {
  const bars = useMemo(() => (histogram ? outcomeBarsOf(histogram) : []), [histogram]);
  const totals = outcomeTotals(bars);
  const top = niceTop(bars);
  return (
    <figure className={css['figure']} aria-label="Attempts over time by outcome">
      <figcaption className={css['legend']}>
        <span className={css['entries']}>
          {totals.map(({ outcome, count }) => (
            <LegendEntry key={outcome} outcome={outcome} count={count} onOutcome={onOutcome} />
          ))}
          {aside !== undefined && <span className={css['aside']}>{aside}</span>}
        </span>
        {histogram && <span className={css['interval']}>{histogram.interval} a bar</span>}
      </figcaption>
      <div className={css['plot']} data-stale={stale || undefined}>
        <div className={css['axis']} aria-hidden="true">
          <span>{top > 0 && formatCount(top)}</span>
          <span>{top > 0 && '0'}</span>
        </div>
        <Bars bars={bars} top={top} zone={zone} onZoom={onZoom} />
      </div>
    </figure>
  );
};

type LegendProps = {
  readonly outcome: Outcome;
  readonly count: number;
  readonly onOutcome: ((outcome: Outcome) => void) | undefined;
};

const LegendEntry = ({ outcome, count, onOutcome }: LegendProps) => {
  const words = (
    <>
      {outcomeLook(outcome).word} <span className={css['count']}>{formatCount(count)}</span>
    </>
  );
  return onOutcome ? (
    <button
      type="button"
      className={css['entry']}
      data-outcome={outcome}
      title={`Only attempts of this outcome`}
      onClick={() => onOutcome(outcome)}
    >
      {words}
    </button>
  ) : (
    <span className={css['entry']} data-outcome={outcome}>
      {words}
    </span>
  );
};

type BarsProps = {
  readonly bars: readonly OutcomeBar[];
  readonly top: number;
  readonly zone: string;
  readonly onZoom: (instants: Instants) => void;
};

const Bars = ({ bars, top, zone, onZoom }: BarsProps) => {
  const [place, setPlace] = useState(0);
  const [shown, setShown] = useState<number>();
  const active = Math.min(place, Math.max(bars.length - 1, 0));
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const by = { ArrowRight: 1, ArrowLeft: -1, Home: -bars.length, End: bars.length }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = Math.min(Math.max(active + by, 0), bars.length - 1);
    setPlace(next);
    event.currentTarget.parentElement?.querySelectorAll<HTMLElement>('button')[next]?.focus();
  };
  const tip = shown === undefined ? undefined : bars[shown];
  return (
    <div
      role="group"
      aria-label="Bars, oldest first"
      className={css['bars']}
      onPointerLeave={() => setShown(undefined)}
    >
      {bars.map((bar, index) => (
        <button
          key={bar.name}
          type="button"
          className={css['bar']}
          tabIndex={index === active ? 0 : -1}
          aria-label={barWords(bar, zone)}
          onClick={() => onZoom({ from: bar.from, to: bar.to })}
          onKeyDown={onKeyDown}
          onPointerEnter={() => setShown(index)}
          onFocus={() => {
            setPlace(index);
            setShown(index);
          }}
          onBlur={() => setShown(undefined)}
        >
          {bar.parts.map(({ outcome, count }) => (
            <span
              key={outcome}
              className={css['slice']}
              data-outcome={outcome}
              style={{ height: `${(count / top) * 100}%` }}
            />
          ))}
        </button>
      ))}
      {tip && <Tip bar={tip} at={(shown ?? 0) / bars.length} zone={zone} />}
      {bars.length > 0 && <Edges bars={bars} zone={zone} />}
    </div>
  );
};

const Edges = ({ bars, zone }: Pick<BarsProps, 'bars' | 'zone'>) => {
  const [first, middle, last] = [bars[0], bars[Math.floor(bars.length / 2)], bars.at(-1)];
  return (
    <div className={css['edges']} aria-hidden="true">
      <span>{first && formatEdge(first.from, zone)}</span>
      {bars.length > 2 && <span>{middle && formatEdge(middle.from, zone)}</span>}
      <span>{last && formatEdge(last.to, zone)}</span>
    </div>
  );
};

const barWords = ({ from, to, count, parts }: OutcomeBar, zone: string): string => {
  const counts = parts.map(({ outcome, count }) => `${outcomeLook(outcome).word} ${formatCount(count)}`);
  const what = counts.length === 0 ? 'no attempts' : `${plural(count, 'attempt')}: ${listed(counts)}`;
  return `${formatEdge(from, zone)} to ${formatEdge(to, zone)}: ${what}`;
};

type TipProps = { readonly bar: OutcomeBar; readonly at: number; readonly zone: string };

const Tip = ({ bar: { from, to, parts }, at, zone }: TipProps) => (
  <div
    className={css['tip']}
    aria-hidden="true"
    style={at > 0.5 ? { right: `${(1 - at) * 100}%` } : { left: `calc(${at * 100}% + 1.5rem)` }}
  >
    <p>
      {formatEdge(from, zone)} – {formatEdge(to, zone)}
    </p>
    {parts.map(({ outcome, count }) => (
      <p key={outcome} className={css['entry']} data-outcome={outcome}>
        {outcomeLook(outcome).word} <span className={css['count']}>{formatCount(count)}</span>
      </p>
    ))}
    {parts.length === 0 && <p>No attempts</p>}
  </div>
);
