import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { failures } from '../../../contract/outcome.ts';
import { HistogramLayer } from '../../audit/charts/histogram-layer.tsx';
import { intervalWords } from '../../audit/charts/interval-words.ts';
import { laterPart } from '../../lib/later-part.ts';
import { LazyPart } from '../../audit/charts/lazy-part.tsx';
import { usePaperWidth } from '../../audit/charts/paper-width.ts';
import { TableButton } from '../../audit/charts/series-legend.tsx';
import { instantsOfBars } from '../../audit/charts/time-bars.ts';
import { formatCount } from '../../lib/format.ts';
import css from './charts.module.css';
import type { TimeChartProps } from './outcomes-chart.tsx';
import { attemptsLink } from './overview-links.ts';
import { RateTable } from './rate-table.tsx';
import {
  type RateBar,
  type RateKey,
  rateBars,
  rateSeries,
  rateTop,
  ratesOf,
  tellRates,
} from './time-data.ts';

const TimeLines = laterPart(async () => (await import('../../audit/charts/histogram-chart.tsx')).TimeLines, {
  isAhead: false,
});

const percent = (value: number): string => `${Math.round(value * 1_000) / 10}%`;

/** The failure rate over time, beside that of the period before. */
export const RateChart = ({ answer, view, zone, instants, onRange }: TimeChartProps) => {
  const navigate = useNavigate();
  const [hidden, setHidden] = useState<RateKey>();
  const [tabular, setTabular] = useState(false);
  const paperWidth = usePaperWidth();
  const bars = useMemo(() => rateBars(answer), [answer]);
  const known = rateSeries.filter(({ key }) => key === 'now' || answer.before !== undefined);
  const shown = known.map(({ key }) => key).filter((key) => key !== hidden);
  // the period before below the present one
  const lines = known
    .filter(({ key }) => key !== hidden)
    .toReversed()
    .map(({ key, fill }) => ({ key, fill, dashed: key === 'before', values: ratesOf(bars, key) }));
  const top = rateTop(lines.flatMap(({ values }) => values));
  const at = (bar: RateBar) => {
    const index = bars.indexOf(bar);
    return instantsOfBars(bars, { first: index, last: index }, instants);
  };
  return (
    <figure className={css['figure']} aria-label="Failure rate over time">
      <figcaption className={css['legend']}>
        <ul className={css['lines']} aria-label="Lines">
          {known.map(({ key, label, fill }) => (
            <li key={key}>
              <button
                type="button"
                aria-pressed={key !== hidden}
                title={`${label}. Click to ${key === hidden ? 'show' : 'hide'}`}
                data-line={key}
                style={{ '--fill': fill }}
                // one of them is always seen
                onClick={() => setHidden(key === hidden ? undefined : key)}
              >
                {label}
              </button>
            </li>
          ))}
          {answer.before === undefined && <li>Nothing is stored from before</li>}
        </ul>
        <TableButton tabular={tabular} onTabular={setTabular} />
      </figcaption>
      {tabular ? (
        <RateTable bars={bars} zone={zone} linkOf={(bar) => attemptsLink(view, { instants: at(bar) })} />
      ) : (
        <div className={css['plot']} style={{ width: paperWidth }}>
          <div
            role="img"
            aria-label={`Failure rate: ${tellRates(bars, shown)
              .map(({ label, text }) => `${label} ${text}`)
              .join('; ')}`}
            className={css['drawing']}
          >
            <LazyPart>
              <TimeLines bars={bars} lines={lines} top={top} format={percent} />
            </LazyPart>
          </div>
          <HistogramLayer
            bars={bars}
            zone={zone}
            tell={(pointed) => tellRates(pointed, shown)}
            none="nothing was decided"
            onZoom={(span) => onRange({ kind: 'between', ...instantsOfBars(bars, span, instants) })}
            choices={(bar) => [
              {
                label: 'Show these attempts',
                count: formatCount(bar.now.attempts),
                run: () => void navigate(attemptsLink(view, { instants: at(bar) })),
              },
              {
                label: 'Only unsuccessful',
                count: formatCount(bar.now.unsuccessful),
                run: () => void navigate(attemptsLink(view, { instants: at(bar), outcomes: failures })),
              },
            ]}
          />
        </div>
      )}
      <p className={css['unit']}>
        Unsuccessful in percent of decided attempts, {intervalWords(answer.interval)} per point, in {zone}
      </p>
    </figure>
  );
};
