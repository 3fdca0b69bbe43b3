import { Link } from 'react-router';
import type { Tally } from '../../../contract/overview.ts';
import { FactsTable } from '../../audit/looks/facts-table.tsx';
import { formatEdge } from '../../audit/time/time-format.ts';
import { formatCount } from '../../lib/format.ts';
import { failureRate, formatMeasure } from './measures.ts';
import type { RateBar } from './time-data.ts';

type Props = {
  readonly bars: readonly RateBar[];
  readonly zone: string;
  readonly linkOf: (bar: RateBar) => string;
};

/** What the lines stand for, in numbers. */
export const RateTable = ({ bars, zone, linkOf }: Props) => (
  <FactsTable
    label="Failure rate over time"
    columns={[
      { id: 'time', heading: `From – to (${zone})` },
      { id: 'unsuccessful', heading: 'Unsuccessful', number: true },
      { id: 'decided', heading: 'Decided', number: true },
      { id: 'rate', heading: 'Failure rate', number: true },
      { id: 'before', heading: 'Period before', number: true },
    ]}
    none="Nothing was counted."
    rows={bars.map((bar) => ({
      key: bar.name,
      cells: {
        time: (
          <Link to={linkOf(bar)}>
            {formatEdge(bar.from, zone)} – {formatEdge(bar.to, zone)}
          </Link>
        ),
        unsuccessful: formatCount(bar.now.unsuccessful),
        decided: formatCount(bar.now.decided),
        rate: rateWords(bar.now),
        before: rateWords(bar.before),
      },
    }))}
  />
);

/** A failure rate; a dash where nothing was decided. */
export const rateWords = (tally: Tally | null): string => formatMeasure(tally && failureRate(tally), 'rate');
