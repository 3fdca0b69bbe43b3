import {
  Bar as Bars,
  BarChart,
  CartesianGrid,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
  usePlotArea,
  useYAxisScale,
} from 'recharts';
import type { Instants } from '../../audit/range.ts';
import { type ResultKind, kindWords } from '../../audit/result-look.ts';
import { formatEdge } from '../../audit/time-format.ts';
import { formatCount } from '../../lib/format.ts';
import { type Bar, slicesOf } from './chart-data.ts';
import css from './histogram.module.css';

type Props = {
  readonly bars: readonly Bar[];
  readonly kinds: readonly ResultKind[];
  readonly zone: string;
  readonly onZoom: (instants: Instants) => void;
};

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const margin = { top: 6, right: 12, bottom: 0, left: 0 };

/** Stacked bars, trouble at the bottom, where it stays visible beside many successes. A click zooms in. */
export const HistogramChart = ({ bars, kinds, zone, onZoom }: Props) => {
  const zoom = (index: unknown) => {
    const bar = bars[Number(index)];
    if (bar) onZoom({ from: bar.from, to: bar.to });
  };
  const labels = new Map(bars.map(({ name, label }) => [name, label]));
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={[...bars]}
        margin={margin}
        barCategoryGap={1}
        accessibilityLayer={false}
        onClick={({ activeTooltipIndex }) => zoom(activeTooltipIndex)}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="name"
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
        <Tooltip
          includeHidden
          isAnimationActive={false}
          cursor={{ fill: 'var(--shade)' }}
          wrapperStyle={{ zIndex: 5 }}
          allowEscapeViewBox={{ x: false, y: true }}
          content={<BucketTip kinds={kinds} zone={zone} />}
        />
        {/* counts for the axis and the tooltip; what is seen is drawn below */}
        <Bars dataKey="count" hide />
        <Stacks bars={bars} kinds={kinds} />
      </BarChart>
    </ResponsiveContainer>
  );
};

type StacksProps = { readonly bars: readonly Bar[]; readonly kinds: readonly ResultKind[] };

/** All bars, one path a kind: a few elements instead of several for each bar. */
const Stacks = ({ bars, kinds }: StacksProps) => {
  const area = usePlotArea();
  const scale = useYAxisScale();
  if (!area || !scale) return null;
  const band = area.width / bars.length;
  const base = area.y + area.height;
  const drawn = bars.map((bar, index) => ({
    x: area.x + index * band + 0.5,
    slices: bar.count === 0 ? [] : slicesOf(bar, kinds, Math.max(base - (scale(bar.count) ?? base), 2)),
  }));
  const width = Math.max(band - 1, 1);
  return kinds.map((kind) => {
    const boxes = drawn.flatMap(({ x, slices }) =>
      slices
        .filter((slice) => slice.kind === kind)
        .map(({ offset, length }) => `M${x} ${base - offset}h${width}v${-length}h${-width}z`),
    );
    return <path key={kind} className={css['bars']} d={boxes.join('')} fill={`var(--fill-${kind})`} />;
  });
};

type TipProps = {
  readonly kinds: readonly ResultKind[];
  readonly zone: string;
  /** Given by the chart: whether a bucket is pointed at, and which. */
  readonly active?: boolean;
  readonly payload?: readonly { readonly payload?: Bar }[];
};

const BucketTip = ({ kinds, zone, active = false, payload }: TipProps) => {
  const bar = payload?.[0]?.payload;
  if (!active || !bar) return null;
  return (
    <div className={css['tip']}>
      <p>
        {formatEdge(bar.from, zone)} – {formatEdge(bar.to, zone)}
      </p>
      <ul>
        {kinds
          .filter((kind) => bar[kind] > 0)
          .map((kind) => (
            <li key={kind} className={css['entry']} data-kind={kind}>
              {kindWords[kind]} <span className={css['count']}>{formatCount(bar[kind])}</span>
            </li>
          ))}
        {bar.count === 0 && <li>No events</li>}
      </ul>
    </div>
  );
};
