import { useMemo } from 'react';
import type { HistogramAnswer } from '../../../contract/audits.ts';
import { CountsFailed } from '../../audit/charts/counts-failed.tsx';
import css from '../../audit/charts/histogram.module.css';
import { intervalWords } from '../../audit/charts/interval-words.ts';
import { TimeHistogram } from '../../audit/charts/time-histogram.tsx';
import { type SeriesFilter, filtersOf } from '../../audit/charts/time-bars.ts';
import type { Instants } from '../../audit/time/range.ts';
import { barsOf, seriesOf } from './chart-data.ts';
import { type Split, isSplit, splitChoices, splitWords } from './split.ts';

type Props = {
  readonly answer: HistogramAnswer | undefined;
  /** The range that is counted: zooming does not leave it. */
  readonly instants: Instants;
  readonly zone: string;
  readonly stale: boolean;
  /** What kept the counts away; null when they came. */
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly onZoom: (instants: Instants) => void;
  readonly split: Split;
  readonly onSplit: (split: Split) => void;
  readonly onFilter: (split: Split, filter: NonNullable<SeriesFilter>) => void;
};

const layout = { figure: css['histogram'], head: css['head'], plot: css['chart'] };

/** Events over time. Its place is kept from the start, so that nothing jumps when it comes. */
export const Histogram = ({ answer, error, onRetry, split, onSplit, onFilter, ...shared }: Props) => {
  const series = useMemo(() => (answer ? seriesOf(answer) : []), [answer]);
  const bars = useMemo(() => (answer ? barsOf(answer, series) : []), [answer, series]);
  // the series are those of the answer, which may still be that of the split before
  const filter = (by: NonNullable<SeriesFilter>) => onFilter(answerSplit(answer, split), by);
  return (
    <TimeHistogram
      {...shared}
      label="Events over time"
      noun="event"
      layout={layout}
      bars={bars}
      series={series}
      by={answer?.by ?? ''}
      missing={answer ? undefined : error ? 'failed' : 'loading'}
      onFilter={filter}
      choices={(bar, shown) =>
        filtersOf(bar, shown).map(({ filter: by, ...choice }) => ({ ...choice, run: () => filter(by) }))
      }
      renderHead={(legend, tableButton) => (
        <>
          {legend}
          <div className={css['choices']}>
            <span className={css['interval']}>{answer && `${intervalWords(answer.interval)} per bar`}</span>
            <SplitChoice split={split} onSplit={onSplit} />
            {tableButton}
          </div>
        </>
      )}
    >
      <CountsFailed error={error} onRetry={onRetry} />
    </TimeHistogram>
  );
};

const answerSplit = (answer: HistogramAnswer | undefined, split: Split): Split =>
  (answer?.by as Split | undefined) ?? split;

/** By what events are counted. */
const SplitChoice = ({ split, onSplit }: Pick<Props, 'split' | 'onSplit'>) => (
  <label className={css['split']}>
    <span>by</span>
    <select
      aria-label="Count by"
      value={split}
      onChange={({ currentTarget: { value } }) => isSplit(value) && onSplit(value)}
    >
      {splitChoices(split).map((each) => (
        <option key={each} value={each}>
          {splitWords(each)}
        </option>
      ))}
    </select>
  </label>
);
