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
import { type Bar, type Series, slicesOf, ticksOf } from './time-bars.ts';

type Props = { readonly bars: readonly Bar[]; readonly series: readonly Series[] };

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** With the axes below and beside, these leave the plot area that `histogram.module.css` lays the pointer’s layer on. */
const margin = { top: 6, right: 12, bottom: 0, left: 0 };

/** Stacked bars, trouble at the bottom, where it stays visible beside many successes. */
export const HistogramChart = ({ bars, series }: Props) => {
  const labels = new Map(bars.map(({ name, label }) => [name, label]));
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart data={[...bars]} margin={margin} barCategoryGap={1} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="name"
          ticks={ticksOf(bars)}
          tickFormatter={(name: string) => labels.get(name) ?? name}
          height={18}
          interval="equidistantPreserveStart"
          minTickGap={40}
          tick={{ fontSize: 11, fill: 'var(--mantine-color-dimmed)' }}
          tickLine={false}
          axisLine={{ stroke: 'var(--line-strong)' }}
        />
        <YAxis
          width={46}
          includeHidden
          allowDecimals={false}
          tickCount={4}
          tickFormatter={(value: number) => compact.format(value)}
          tick={{ fontSize: 11, fill: 'var(--mantine-color-dimmed)' }}
          tickLine={false}
          axisLine={false}
        />
        {/* counts for the axis; what is seen is drawn below */}
        <Bars dataKey="count" hide />
        <Stacks bars={bars} series={series} />
      </BarChart>
    </ResponsiveContainer>
  );
};

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
