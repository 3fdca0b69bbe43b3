import { type ReactNode, useMemo, useState } from 'react';
import { listed, plural } from '../../lib/format.ts';
import { laterPart } from '../../lib/later-part.ts';
import type { Instants } from '../time/range.ts';
import { formatEdge } from '../time/time-format.ts';
import { HistogramLayer } from './histogram-layer.tsx';
import type { BarChoice } from './histogram-menu.tsx';
import css from './histogram.module.css';
import { LazyPart } from './lazy-part.tsx';
import { usePaperWidth } from './paper-width.ts';
import { SeriesLegend, TableButton } from './series-legend.tsx';
import { type Bar, type Series, type SeriesFilter, barsWith, instantsOfBars, toldOf } from './time-bars.ts';

// large, and shown by some pages alone: it comes with what it shows
const HistogramChart = laterPart(async () => (await import('./histogram-chart.tsx')).HistogramChart, {
  isAhead: false,
});
const HistogramTable = laterPart(async () => (await import('./histogram-table.tsx')).HistogramTable);

type Props = {
  /** What it is called. */
  readonly label: string;
  /** What is counted: “event”. */
  readonly noun: string;
  /** How the page lays out the figure, what heads it, and the room of the bars: names of classes. */
  readonly layout: Readonly<Record<'figure' | 'head' | 'plot', string | undefined>>;
  /** Empty as long as nothing is known. */
  readonly bars: readonly Bar[];
  readonly series: readonly Series[];
  /** By what it is counted: series stay hidden as long as this is the same. */
  readonly by: string;
  /** The range that is counted: zooming does not leave it. */
  readonly instants: Instants;
  readonly zone: string;
  readonly stale?: boolean;
  /** Why there are no counts yet: the place of those that are on their way is kept. */
  readonly missing?: 'loading' | 'failed' | undefined;
  readonly onZoom: (instants: Instants) => void;
  readonly onFilter: (filter: NonNullable<SeriesFilter>) => void;
  /** What can be done with a bar, of which these series are shown. */
  readonly choices: (bar: Bar, shown: readonly Series[], at: Instants) => readonly BarChoice[];
  /** Places the legend and the button that shows a table. */
  readonly renderHead: (legend: ReactNode, tableButton: ReactNode) => ReactNode;
  /** What stands below. */
  readonly children?: ReactNode;
};

const noSeries: readonly string[] = [];

/** Counts over time as bars, stacked by series, or as a table: a drag or Enter zooms, a click asks what to do. */
export const TimeHistogram = ({ noun, layout, bars: all, series, by, instants, zone, ...props }: Props) => {
  const { stale = false, missing, onFilter } = props;
  const [tabular, setTabular] = useState(false);
  const paperWidth = usePaperWidth();
  // what is hidden is a glance, not a view: it is forgotten when something else is counted
  const [glance, setGlance] = useState<{ readonly by: string; readonly hidden: readonly string[] }>();
  const hidden = glance?.by === by ? glance.hidden : noSeries;
  const shown = useMemo(() => series.filter(({ key }) => !hidden.includes(key)), [series, hidden]);
  const bars = useMemo(() => barsWith(all, shown), [all, shown]);

  const zoom = (span: { readonly first: number; readonly last: number }) =>
    props.onZoom(instantsOfBars(bars, span, instants));
  const choices = (bar: Bar) => {
    const index = bars.indexOf(bar);
    return props.choices(bar, shown, instantsOfBars(bars, { first: index, last: index }, instants));
  };
  return (
    <figure className={layout.figure} aria-label={props.label} data-table={tabular || undefined}>
      <figcaption className={layout.head}>
        {props.renderHead(
          <SeriesLegend
            noun={noun}
            series={series}
            hidden={hidden}
            onHidden={(keys) => setGlance({ by, hidden: keys })}
            onFilter={onFilter}
          />,
          <TableButton tabular={tabular} onTabular={setTabular} />,
        )}
      </figcaption>
      {tabular ? (
        <LazyPart>
          <HistogramTable
            noun={noun}
            bars={all}
            series={series}
            zone={zone}
            stale={stale}
            onZoom={zoom}
            onFilter={onFilter}
          />
        </LazyPart>
      ) : (
        <div className={layout.plot} style={{ width: paperWidth }} data-stale={stale || undefined}>
          <div role="img" aria-label={summary(noun, bars, shown, zone)} className={css['drawing']}>
            {missing === 'loading' && <div className={css['skeleton']} />}
            {missing === undefined && (
              <LazyPart>
                <HistogramChart bars={bars} series={shown} />
              </LazyPart>
            )}
          </div>
          {bars.length > 0 && (
            <HistogramLayer
              bars={bars}
              zone={zone}
              tell={(pointed) => toldOf(pointed, shown)}
              none={`no ${noun}s`}
              onZoom={zoom}
              choices={choices}
            />
          )}
        </div>
      )}
      {props.children}
    </figure>
  );
};

const summary = (noun: string, bars: readonly Bar[], series: readonly Series[], zone: string): string => {
  const [first, last] = [bars[0], bars.at(-1)];
  if (!first || !last) return 'No counts yet';
  const sum = bars.reduce((total, { count }) => total + count, 0);
  const span = `from ${formatEdge(first.from, zone)} to ${formatEdge(last.to, zone)}`;
  if (sum === 0) return `No ${noun}s ${span}`;
  const counts = toldOf(bars, series).map(({ label, text }) => `${label} ${text}`);
  return `${plural(sum, noun)} ${span}: ${listed(counts)}`;
};
