import { Bar as Bars, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
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
          dataKey="label"
          height={18}
          interval="equidistantPreserveStart"
          minTickGap={40}
          tick={{ fontSize: 11, fill: 'var(--mantine-color-dimmed)' }}
          tickLine={false}
          axisLine={{ stroke: 'var(--line-strong)' }}
        />
        <YAxis
          width={46}
          allowDecimals={false}
          tickCount={4}
          tickFormatter={(value: number) => compact.format(value)}
          tick={{ fontSize: 11, fill: 'var(--mantine-color-dimmed)' }}
          tickLine={false}
          axisLine={false}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: 'var(--hover)' }}
          content={<BucketTip kinds={kinds} zone={zone} />}
        />
        <Bars dataKey="count" isAnimationActive={false} shape={<Stack kinds={kinds} />} />
      </BarChart>
    </ResponsiveContainer>
  );
};

type StackProps = {
  readonly kinds: readonly ResultKind[];
  /** Given by the chart: the place of the whole bar, and what it stands for. */
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly payload?: Bar;
};

/** One bar, cut by kind: a few rectangles instead of a chart layer for each kind. */
const Stack = ({ kinds, x = 0, y = 0, width = 0, height = 0, payload }: StackProps) =>
  payload && (
    <>
      {slicesOf(payload, kinds, height).map(({ kind, offset, length }) => (
        <rect
          key={kind}
          x={x}
          y={y + height - offset - length}
          width={width}
          height={length}
          fill={`var(--fill-${kind})`}
        />
      ))}
    </>
  );

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
