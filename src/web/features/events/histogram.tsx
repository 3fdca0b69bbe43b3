import { type ReactNode, Suspense, lazy, useMemo, useState } from 'react';
import type { HistogramAnswer } from '../../../contract/audits.ts';
import { HistogramLayer } from '../../audit/charts/histogram-layer.tsx';
import css from '../../audit/charts/histogram.module.css';
import type { Instants } from '../../audit/time/range.ts';
import { messageOf } from '../../api/api-error.ts';
import {
  type Bar,
  type Series,
  type SeriesFilter,
  barsWith,
  filtersOf,
  instantsOfBars,
  toldOf,
} from '../../audit/charts/time-bars.ts';
import { formatEdge } from '../../audit/time/time-format.ts';
import { formatCount, listed, plural } from '../../lib/format.ts';
import { PartBoundary } from '../../ui/part-boundary.tsx';
import { barsOf, seriesOf } from './chart-data.ts';
import { HistogramLegend } from './histogram-legend.tsx';
import type { Split } from './split.ts';

const HistogramChart = lazy(async () => ({
  default: (await import('../../audit/charts/histogram-chart.tsx')).HistogramChart,
}));
const HistogramTable = lazy(async () => ({
  default: (await import('../../audit/charts/histogram-table.tsx')).HistogramTable,
}));

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

const noSeries: readonly string[] = [];

/** Events over time. Its place is kept from the start, so that nothing jumps when it comes. */
export const Histogram = ({ answer, instants, zone, stale, error, onRetry, onZoom, ...props }: Props) => {
  const series = useMemo(() => (answer ? seriesOf(answer) : []), [answer]);
  const all = useMemo(() => (answer ? barsOf(answer, series) : []), [answer, series]);
  const [tabular, setTabular] = useState(false);
  // what is hidden is a glance, not a view: it is forgotten when something else is counted
  const [glance, setGlance] = useState<{ readonly by: string; readonly hidden: readonly string[] }>();
  const hidden = glance !== undefined && glance.by === answer?.by ? glance.hidden : noSeries;
  const shown = useMemo(() => series.filter(({ key }) => !hidden.includes(key)), [series, hidden]);
  const bars = useMemo(() => barsWith(all, shown), [all, shown]);

  const zoom = (span: { readonly first: number; readonly last: number }) =>
    onZoom(instantsOfBars(bars, span, instants));
  // the series are those of the answer, which may still be that of the split before
  const filter = (by: NonNullable<SeriesFilter>) => props.onFilter(answerSplit(answer, props.split), by);
  return (
    <figure className={css['histogram']} aria-label="Events over time" data-table={tabular || undefined}>
      <figcaption className={css['head']}>
        <HistogramLegend
          series={series}
          hidden={hidden}
          onHidden={(keys) => setGlance({ by: answer?.by ?? '', hidden: keys })}
          onFilter={filter}
          interval={answer?.interval}
          split={props.split}
          onSplit={props.onSplit}
          tabular={tabular}
          onTabular={setTabular}
        />
      </figcaption>
      {tabular ? (
        <Part>
          <HistogramTable
            noun="event"
            bars={all}
            series={series}
            zone={zone}
            stale={stale}
            onZoom={zoom}
            onFilter={filter}
          />
        </Part>
      ) : (
        <div className={css['chart']} data-stale={stale || undefined}>
          <div role="img" aria-label={summary(bars, shown, zone)} className={css['drawing']}>
            {answer ? (
              <Part>
                <HistogramChart bars={bars} series={shown} />
              </Part>
            ) : (
              !error && <div className={css['skeleton']} />
            )}
          </div>
          {bars.length > 0 && (
            <HistogramLayer
              bars={bars}
              zone={zone}
              tell={(pointed) => toldOf(pointed, shown)}
              none="no events"
              onZoom={zoom}
              choices={(bar) =>
                filtersOf(bar, shown).map(({ filter: by, ...choice }) => ({
                  ...choice,
                  run: () => filter(by),
                }))
              }
            />
          )}
        </div>
      )}
      {Boolean(error) && (
        <p className={css['failed']}>
          The counts could not be loaded. {messageOf(error)}{' '}
          <button type="button" onClick={onRetry}>
            Retry
          </button>
        </p>
      )}
    </figure>
  );
};

/** What is fetched when it is first shown; the rows do without it. */
const Part = ({ children }: { readonly children: ReactNode }) => (
  <PartBoundary
    fallback={<p className={css['failed']}>This could not be fetched from the server. Reload the page.</p>}
  >
    <Suspense fallback={null}>{children}</Suspense>
  </PartBoundary>
);

const answerSplit = (answer: HistogramAnswer | undefined, split: Split): Split =>
  (answer?.by as Split | undefined) ?? split;

const summary = (bars: readonly Bar[], series: readonly Series[], zone: string): string => {
  const [first, last] = [bars[0], bars.at(-1)];
  if (!first || !last) return 'No counts yet';
  const counts = series.map(({ label, count }) => `${label} ${formatCount(count)}`);
  const sum = bars.reduce((total, { count }) => total + count, 0);
  const span = `from ${formatEdge(first.from, zone)} to ${formatEdge(last.to, zone)}`;
  return counts.length === 0 ? `No events ${span}` : `${plural(sum, 'event')} ${span}: ${listed(counts)}`;
};
