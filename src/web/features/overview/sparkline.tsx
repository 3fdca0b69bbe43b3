import css from './numbers.module.css';
import { barPath, linePieces } from '../../audit/charts/time-bars.ts';

const [width, height] = [100, 24];

type Props = {
  readonly values: readonly (number | null)[];
  /** Whether the line stands on zero; else it shows how the value moves between its least and its most. */
  readonly fromZero: boolean;
};

/** How a number went over time, at a glance: decoration, the charts below tell it. */
export const Sparkline = ({ values, fromZero }: Props) => {
  const known = values.filter((value) => value !== null);
  const least = fromZero ? 0 : Math.min(...known);
  const most = Math.max(...known, least);
  const span = most - least || 1;
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  const pieces = linePieces(
    values,
    (index) => index * step,
    (value) => height - 1.5 - ((value - least) / span) * (height - 3),
  );
  return (
    <svg
      className={css['spark']}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={barPath(pieces)} vectorEffect="non-scaling-stroke" />
    </svg>
  );
};
