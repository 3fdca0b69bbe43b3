import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { type Outcome, outcomes } from '../../../contract/outcome.ts';
import type { NumbersAnswer } from '../../../contract/overview.ts';
import { intervalWords } from '../../audit/charts/interval-words.ts';
import { TimeHistogram } from '../../audit/charts/time-histogram.tsx';
import { type SeriesFilter, filtersOf } from '../../audit/charts/time-bars.ts';
import type { Instants, Range } from '../../audit/time/range.ts';
import { formatCount } from '../../lib/format.ts';
import css from './charts.module.css';
import { type LinkView, attemptsLink } from './overview-links.ts';
import { outcomesIn } from '../../audit/charts/outcome-series.ts';
import { outcomeBars } from './time-data.ts';

export type TimeChartProps = {
  readonly answer: NumbersAnswer;
  readonly view: LinkView;
  readonly zone: string;
  readonly instants: Instants;
  readonly onRange: (range: Range) => void;
};

const layout = { figure: css['figure'], head: css['legend'], plot: css['plot'] };

const outcomesOfFilter = (filter: NonNullable<SeriesFilter>): readonly Outcome[] =>
  filter === 'missing' ? [] : outcomes.filter((each) => filter.values.includes(each));

/** Attempts over time, stacked by outcome: a drag or Enter zooms, a click leads to the attempts. */
export const OutcomesChart = ({ answer, view, zone, instants, onRange }: TimeChartProps) => {
  const navigate = useNavigate();
  const series = useMemo(() => outcomesIn(answer.buckets.map(({ by }) => by)), [answer]);
  const bars = useMemo(() => outcomeBars(answer), [answer]);
  const open = (filter: NonNullable<SeriesFilter>, at?: Instants) =>
    void navigate(attemptsLink(view, { outcomes: outcomesOfFilter(filter), ...(at && { instants: at }) }));
  return (
    <TimeHistogram
      label="Outcomes of attempts over time"
      noun="attempt"
      layout={layout}
      bars={bars}
      series={series}
      by="outcome"
      instants={instants}
      zone={zone}
      onZoom={(zoomed) => onRange({ kind: 'between', ...zoomed })}
      onFilter={(filter) => open(filter)}
      choices={(bar, shown, at) => [
        {
          label: 'Show these attempts',
          count: formatCount(bar.count),
          run: () => open({ values: shown.map(({ key }) => key) }, at),
        },
        ...filtersOf(bar, shown).map(({ filter, ...choice }) => ({
          ...choice,
          run: () => open(filter, at),
        })),
      ]}
      renderHead={(legend, tableButton) => (
        <>
          {legend}
          {tableButton}
        </>
      )}
    >
      <p className={css['unit']}>
        {intervalWords(answer.interval)} per bar, in {zone}
      </p>
    </TimeHistogram>
  );
};
