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
import { ticksOf } from '../../audit/time-bars.ts';
import css from './charts.module.css';
import { failureRate } from './measures.ts';
import { type RateBar, type RateKey, linePieces, pathOf, rateSeries, rateTop } from './time-data.ts';

type Props = { readonly bars: readonly RateBar[]; readonly shown: readonly RateKey[] };

/** As the stacked bars have it, so that both charts lie under the same kind of layer. */
const margin = { top: 6, right: 12, bottom: 0, left: 0 };
const tick = { fontSize: 11, fill: 'var(--mantine-color-dimmed)' };

const ratesOf = (bars: readonly RateBar[], key: RateKey): (number | null)[] =>
  bars.map(({ [key]: tally }) => (tally ? failureRate(tally) : null));

/** The failure rate of each stretch of time as a line; that of the period before is dashed. */
export const RateLines = ({ bars, shown }: Props) => {
  const labels = new Map(bars.map(({ name, label }) => [name, label]));
  const top = rateTop(shown.flatMap((key) => ratesOf(bars, key)));
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={bars.map(({ name }) => ({ name, top }))}
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
          domain={[0, top]}
          includeHidden
          ticks={[0, top / 2, top]}
          tickFormatter={(value: number) => `${Math.round(value * 1_000) / 10}%`}
          tick={tick}
          tickLine={false}
          axisLine={false}
        />
        {/* for the axes; what is seen is drawn below */}
        <Bars dataKey="top" hide />
        <Lines bars={bars} shown={shown} />
      </BarChart>
    </ResponsiveContainer>
  );
};

const Lines = ({ bars, shown }: Props) => {
  const area = usePlotArea();
  const scale = useYAxisScale();
  if (!area || !scale) return null;
  const band = area.width / bars.length;
  // the period before first: it lies below
  return rateSeries
    .filter(({ key }) => shown.includes(key))
    .toReversed()
    .map(({ key, fill }) => {
      const pieces = linePieces(
        ratesOf(bars, key),
        (index) => area.x + (index + 0.5) * band,
        (rate) => scale(rate) ?? area.y + area.height,
      );
      return (
        <path key={key} className={css['line']} data-line={key} d={pathOf(pieces)} style={{ stroke: fill }} />
      );
    });
};
