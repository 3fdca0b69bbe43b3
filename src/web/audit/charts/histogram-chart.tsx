import type { ReactNode } from 'react';
import {
  Bar as Bars,
  BarChart,
  CartesianGrid,
  ResponsiveContainer,
  XAxis,
  YAxis,
  usePlotArea,
  useYAxisScale,
} from 'recharts';
import css from './histogram.module.css';
import { usePaperWidth } from './paper-width.ts';
import { type Bar, type Series, type TimeBar, barPath, linePieces, slicesOf, ticksOf } from './time-bars.ts';

// all that is drawn over time, in one file: the library it is drawn with is fetched once, when it is first needed

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** With the axes below and beside, these leave the plot area that `histogram.module.css` lays the pointer’s layer on. */
const margin = { top: 6, right: 12, bottom: 0, left: 0 };
const tick = { fontSize: 11, fill: 'var(--mantine-color-dimmed)' };

type FrameProps = {
  readonly bars: readonly TimeBar[];
  /** How high each reaches: what the upright axis is made for. */
  readonly heightOf: (bar: number) => number;
  /** The upright axis, where it is not to be chosen by what there is. */
  readonly axis?: { readonly domain: [number, number]; readonly ticks: number[] };
  readonly format: (value: number) => string;
  readonly children: ReactNode;
};

/** The axes of a chart over time, and what is drawn between them. */
const Frame = ({ bars, heightOf, axis, format, children }: FrameProps) => {
  const labels = new Map(bars.map(({ name, label }) => [name, label]));
  const paperWidth = usePaperWidth();
  return (
    <ResponsiveContainer width={paperWidth ?? '100%'} height="100%">
      <BarChart
        data={bars.map(({ name }, index) => ({ name, height: heightOf(index) }))}
        margin={margin}
        barCategoryGap={1}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="name"
          ticks={ticksOf(bars)}
          tickFormatter={(name: string) => labels.get(name) ?? name}
          height={18}
          interval="equidistantPreserveStart"
          minTickGap={40}
          tick={tick}
          tickLine={false}
          axisLine={{ stroke: 'var(--line-strong)' }}
        />
        <YAxis
          width={46}
          includeHidden
          allowDecimals={axis !== undefined}
          tickCount={4}
          {...axis}
          tickFormatter={format}
          tick={tick}
          tickLine={false}
          axisLine={false}
        />
        {/* counts for the axis; what is seen is drawn below */}
        <Bars dataKey="height" hide />
        {children}
      </BarChart>
    </ResponsiveContainer>
  );
};

type Props = { readonly bars: readonly Bar[]; readonly series: readonly Series[] };

/** Stacked bars, trouble at the bottom, where it stays visible beside many successes. */
export const HistogramChart = ({ bars, series }: Props) => (
  <Frame bars={bars} heightOf={(index) => bars[index]?.count ?? 0} format={(value) => compact.format(value)}>
    <Stacks bars={bars} series={series} />
  </Frame>
);

/** All bars, one path a series: a few elements instead of several for each bar. */
const Stacks = ({ bars, series }: Props) => {
  const area = usePlotArea();
  const scale = useYAxisScale();
  if (!area || !scale) return null;
  const band = area.width / bars.length;
  const base = area.y + area.height;
  const order = series.map(({ key }) => key);
  const drawn = bars.map((bar, index) => ({
    x: area.x + index * band + 0.5,
    slices: bar.count === 0 ? [] : slicesOf(bar, order, Math.max(base - (scale(bar.count) ?? base), 2)),
  }));
  const width = Math.max(band - 1, 1);
  return series.map(({ key, fill }) => {
    const boxes = drawn.flatMap(({ x, slices }) =>
      slices
        .filter((slice) => slice.key === key)
        .map(({ offset, length }) => `M${x} ${base - offset}h${width}v${-length}h${-width}z`),
    );
    return <path key={key} className={css['bars']} d={boxes.join('')} style={{ fill }} />;
  });
};

/** A line over time: a value each bar, null where there is none. */
export type TimeLine = {
  readonly key: string;
  readonly fill: string;
  readonly dashed: boolean;
  readonly values: readonly (number | null)[];
};

type LinesProps = {
  readonly bars: readonly TimeBar[];
  /** Those below first. */
  readonly lines: readonly TimeLine[];
  /** Where the upright axis, which begins at 0, ends. */
  readonly top: number;
  readonly format: (value: number) => string;
};

/** Lines over time, each point in the middle of its stretch. */
export const TimeLines = ({ bars, lines, top, format }: LinesProps) => (
  <Frame
    bars={bars}
    heightOf={() => top}
    axis={{ domain: [0, top], ticks: [0, top / 2, top] }}
    format={format}
  >
    <Lines lines={lines} count={bars.length} />
  </Frame>
);

const Lines = ({ lines, count }: Pick<LinesProps, 'lines'> & { readonly count: number }) => {
  const area = usePlotArea();
  const scale = useYAxisScale();
  if (!area || !scale) return null;
  const band = area.width / count;
  return lines.map(({ key, fill, dashed, values }) => {
    const pieces = linePieces(
      values,
      (index) => area.x + (index + 0.5) * band,
      (value) => scale(value) ?? area.y + area.height,
    );
    return (
      <path
        key={key}
        className={css['line']}
        data-dashed={dashed || undefined}
        d={barPath(pieces)}
        style={{ stroke: fill }}
      />
    );
  });
};
