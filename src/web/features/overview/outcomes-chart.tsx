import { type ReactNode, Suspense, lazy, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { type Outcome, outcomes } from '../../../contract/outcome.ts';
import type { NumbersAnswer } from '../../../contract/overview.ts';
import { HistogramLayer } from '../../audit/charts/histogram-layer.tsx';
import { HistogramTable } from '../../audit/charts/histogram-table.tsx';
import type { Instants, Range } from '../../audit/time/range.ts';
import { SeriesLegend, TableButton } from '../../audit/charts/series-legend.tsx';
import {
  type Bar,
  type SeriesFilter,
  barsWith,
  filtersOf,
  instantsOfBars,
  toldOf,
} from '../../audit/charts/time-bars.ts';
import { formatEdge } from '../../audit/time/time-format.ts';
import { formatCount, listed, plural } from '../../lib/format.ts';
import { PartBoundary } from '../../ui/part-boundary.tsx';
import css from './charts.module.css';
import { type LinkView, attemptsLink } from './overview-links.ts';
import { outcomeBars, outcomesIn } from './time-data.ts';

const HistogramChart = lazy(async () => ({
  default: (await import('../../audit/charts/histogram-chart.tsx')).HistogramChart,
}));

export type TimeChartProps = {
  readonly answer: NumbersAnswer;
  readonly view: LinkView;
  readonly zone: string;
  readonly instants: Instants;
  readonly onRange: (range: Range) => void;
};

const outcomesOfFilter = (filter: NonNullable<SeriesFilter>): readonly Outcome[] =>
  filter === 'missing' ? [] : outcomes.filter((each) => filter.values.includes(each));

/** Attempts over time, stacked by outcome: a drag or Enter zooms, a click leads to the attempts. */
export const OutcomesChart = ({ answer, view, zone, instants, onRange }: TimeChartProps) => {
  const navigate = useNavigate();
  const [hidden, setHidden] = useState<readonly string[]>([]);
  const [tabular, setTabular] = useState(false);
  const series = useMemo(() => outcomesIn(answer.buckets.map(({ by }) => by)), [answer]);
  const shown = useMemo(() => series.filter(({ key }) => !hidden.includes(key)), [series, hidden]);
  const all = useMemo(() => outcomeBars(answer), [answer]);
  const bars = useMemo(() => barsWith(all, shown), [all, shown]);

  const zoom = (span: { readonly first: number; readonly last: number }) =>
    onRange({ kind: 'between', ...instantsOfBars(bars, span, instants) });
  const open = (filter?: SeriesFilter, bar?: Bar) => {
    const index = bar ? bars.indexOf(bar) : 0;
    void navigate(
      attemptsLink(view, {
        ...(filter && { outcomes: outcomesOfFilter(filter) }),
        ...(bar && { instants: instantsOfBars(bars, { first: index, last: index }, instants) }),
      }),
    );
  };
  return (
    <figure className={css['figure']} aria-label="Outcomes of attempts over time">
      <figcaption className={css['legend']}>
        <SeriesLegend noun="attempt" series={series} hidden={hidden} onHidden={setHidden} onFilter={open} />
        <TableButton tabular={tabular} onTabular={setTabular} />
      </figcaption>
      {tabular ? (
        <HistogramTable
          noun="attempt"
          bars={all}
          series={series}
          zone={zone}
          stale={false}
          onZoom={zoom}
          onFilter={open}
        />
      ) : (
        <div className={css['plot']}>
          <div role="img" aria-label={summary(bars, toldOf(bars, shown), zone)} className={css['drawing']}>
            <LazyPart>
              <HistogramChart bars={bars} series={shown} />
            </LazyPart>
          </div>
          <HistogramLayer
            bars={bars}
            zone={zone}
            tell={(pointed) => toldOf(pointed, shown)}
            none="no attempts"
            onZoom={zoom}
            choices={(bar) => [
              {
                label: 'Show these attempts',
                count: formatCount(bar.count),
                run: () => open({ values: shown.map(({ key }) => key) }, bar),
              },
              ...filtersOf(bar, shown).map(({ filter, ...choice }) => ({
                ...choice,
                run: () => open(filter, bar),
              })),
            ]}
          />
        </div>
      )}
      <p className={css['unit']}>
        Attempts that began in each {answer.interval}, in {zone}
      </p>
    </figure>
  );
};

/** What is fetched when it is first shown; the numbers do without it. */
export const LazyPart = ({ children }: { readonly children: ReactNode }) => (
  <PartBoundary
    fallback={<p className={css['failed']}>This could not be fetched from the server. Reload the page.</p>}
  >
    <Suspense fallback={null}>{children}</Suspense>
  </PartBoundary>
);

const summary = (bars: readonly Bar[], told: ReturnType<typeof toldOf>, zone: string): string => {
  const [first, last] = [bars[0], bars.at(-1)];
  if (!first || !last) return 'No counts yet';
  const sum = bars.reduce((total, { count }) => total + count, 0);
  const span = `from ${formatEdge(first.from, zone)} to ${formatEdge(last.to, zone)}`;
  if (sum === 0) return `No attempts ${span}`;
  return `${plural(sum, 'attempt')} ${span}: ${listed(told.map(({ label, text }) => `${label} ${text}`))}`;
};
