import { type ReactNode, useMemo } from 'react';
import type { AttemptHistogram } from '../../../contract/attempts.ts';
import { type Outcome, outcomes } from '../../../contract/outcome.ts';
import { formatCount } from '../../lib/format.ts';
import type { Instants } from '../time/range.ts';
import css from './histogram.module.css';
import { intervalWords } from './interval-words.ts';
import { outcomesIn } from './outcome-series.ts';
import { type Bar, type SeriesFilter, filtersOf, timeBarsOf } from './time-bars.ts';
import { TimeHistogram } from './time-histogram.tsx';

type Props = {
  /** Undefined as long as nothing is known. */
  readonly histogram: AttemptHistogram | undefined;
  /** The range that is counted: zooming does not leave it. */
  readonly instants: Instants;
  readonly zone: string;
  readonly stale?: boolean;
  /** Whether the counts are not to be had. */
  readonly failed?: boolean;
  readonly onZoom: (instants: Instants) => void;
  /** Look only at attempts of an outcome. */
  readonly onOutcome: (outcome: Outcome, at: Instants | undefined) => void;
  /** Where the attempts of a bar are listed, when that is not what zooming does. */
  readonly onList?: (at: Instants) => void;
  /** Whether the room of a full legend is kept while there is none, as counts come after the rest of the page. */
  readonly late?: true;
  /** What is to be said of what is not counted here. */
  readonly aside?: ReactNode;
  /** What stands below. */
  readonly children?: ReactNode;
};

const layout = { figure: css['histogram'], head: css['head'], plot: css['chart'] };
const reserving = { ...layout, head: `${css['head']} ${css['reserved']}` };

const outcomeOf = (filter: NonNullable<SeriesFilter>): Outcome | undefined =>
  filter === 'missing' ? undefined : outcomes.find((each) => filter.values.includes(each));

/** Attempts over time by outcome. Its place is kept from the start, so that nothing jumps when it comes. */
export const OutcomeBars = ({
  histogram,
  failed,
  onOutcome,
  onList,
  late,
  aside,
  children,
  ...shared
}: Props) => {
  const series = useMemo(() => (histogram ? outcomesIn([histogram.by]) : []), [histogram]);
  const bars = useMemo(
    () => (histogram ? timeBarsOf(histogram, ({ by, count }) => ({ parts: by, count })) : []),
    [histogram],
  );
  const filter = (by: NonNullable<SeriesFilter>, at?: Instants) => {
    const outcome = outcomeOf(by);
    if (outcome) onOutcome(outcome, at);
  };
  const list = (bar: Bar, at: Instants) =>
    onList && bar.count > 0
      ? [{ label: 'Show these attempts', count: formatCount(bar.count), run: () => onList(at) }]
      : [];
  return (
    <TimeHistogram
      {...shared}
      label="Attempts over time by outcome"
      noun="attempt"
      layout={late ? reserving : layout}
      bars={bars}
      series={series}
      by="outcome"
      missing={histogram ? undefined : failed ? 'failed' : 'loading'}
      onFilter={(by) => filter(by)}
      choices={(bar, shown, at) => [
        ...list(bar, at),
        ...filtersOf(bar, shown).map(({ filter: by, ...choice }) => ({
          ...choice,
          run: () => filter(by, at),
        })),
      ]}
      renderHead={(legend, tableButton) => (
        <>
          {legend}
          <div className={css['choices']}>
            {aside !== undefined && <span className={css['aside']}>{aside}</span>}
            <span className={css['interval']}>
              {histogram && `${intervalWords(histogram.interval)} per bar`}
            </span>
            {tableButton}
          </div>
        </>
      )}
    >
      {children}
    </TimeHistogram>
  );
};
