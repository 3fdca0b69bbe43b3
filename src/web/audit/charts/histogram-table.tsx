import { formatCount } from '../../lib/format.ts';
import css from './histogram-table.module.css';
import { type Bar, type Series, type SeriesFilter, filterOf } from './time-bars.ts';
import { reasonsOf, unknownWithin } from '../sources/unknown-times.ts';
import { useUnknownTimes } from '../sources/use-unknown-times.ts';
import { formatEdge } from '../time/time-format.ts';

type Props = {
  /** What is counted: “event”. */
  readonly noun: string;
  readonly bars: readonly Bar[];
  readonly series: readonly Series[];
  readonly zone: string;
  readonly stale: boolean;
  readonly onZoom: (span: { readonly first: number; readonly last: number }) => void;
  readonly onFilter: (filter: NonNullable<SeriesFilter>) => void;
};

/** What the bars stand for, in numbers: a row a bar, a column a series. */
export const HistogramTable = ({ noun, bars, series, zone, stale, onZoom, onFilter }: Props) => {
  const { times } = useUnknownTimes();
  const hasUnknown = bars.some((bar) => unknownWithin(times, bar).length > 0);
  return (
    <div
      className={css['scroller']}
      data-stale={stale || undefined}
      role="region"
      aria-label="Counts over time"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keys
      tabIndex={0}
    >
      <table className={css['table']}>
        <caption className="visually-hidden">
          {noun.charAt(0).toUpperCase() + noun.slice(1)}s over time; times in {zone}
        </caption>
        <thead>
          <tr>
            <th scope="col">From – to ({zone})</th>
            <th scope="col">All</th>
            {series.map((each) => {
              const filter = filterOf(each);
              return (
                <th scope="col" key={each.key}>
                  {filter ? (
                    <button
                      type="button"
                      title={`Only ${noun}s with ${each.label}`}
                      onClick={() => onFilter(filter)}
                    >
                      {each.label}
                    </button>
                  ) : (
                    each.label
                  )}
                </th>
              );
            })}
            {hasUnknown && <th scope="col">Records may be missing</th>}
          </tr>
        </thead>
        <tbody>
          {bars.map(({ name, from, to, count, parts }, index) => (
            <tr key={name}>
              <th scope="row">
                <button
                  type="button"
                  title="Zoom to this time"
                  onClick={() => onZoom({ first: index, last: index })}
                >
                  {formatEdge(from, zone)} – {formatEdge(to, zone)}
                </button>
              </th>
              <td>{formatCount(count)}</td>
              {series.map(({ key }) => (
                <td key={key} data-none={!parts[key] || undefined}>
                  {formatCount(parts[key] ?? 0)}
                </td>
              ))}
              {hasUnknown && <td>{reasonsOf(unknownWithin(times, { from, to }))}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
