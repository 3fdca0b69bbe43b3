import { formatCount } from '../../lib/format.ts';
import { Icon } from '../../ui/icons.tsx';
import css from './histogram.module.css';
import { type Series, type SeriesFilter, filterOf } from './time-bars.ts';
import { titleOf } from '../../lib/marks.ts';

type Props = {
  /** What is counted: “event”. */
  readonly noun: string;
  readonly series: readonly Series[];
  readonly hidden: readonly string[];
  readonly onHidden: (keys: readonly string[]) => void;
  readonly onFilter: (filter: NonNullable<SeriesFilter>) => void;
};

/** What a chart counts apart: each can be hidden, or made the filter. */
export const SeriesLegend = ({ noun, series, hidden, onHidden, onFilter }: Props) => {
  const toggle = (key: string) => {
    const next = hidden.includes(key) ? hidden.filter((each) => each !== key) : [...hidden, key];
    // with all of them hidden there is nothing left to see: show all again
    onHidden(next.length === series.length ? [] : next);
  };
  return (
    <ul className={css['legend']} aria-label="Counted apart">
      {series.map((each) => (
        <Entry
          key={each.key}
          noun={noun}
          series={each}
          hidden={hidden.includes(each.key)}
          onToggle={() => toggle(each.key)}
          onFilter={onFilter}
        />
      ))}
    </ul>
  );
};

type EntryProps = {
  readonly noun: string;
  readonly series: Series;
  readonly hidden: boolean;
  readonly onToggle: () => void;
  readonly onFilter: Props['onFilter'];
};

const Entry = ({ noun, series, hidden, onToggle, onFilter }: EntryProps) => {
  const { label, count, fill } = series;
  const filter = filterOf(series);
  return (
    <li className={css['item']}>
      <button
        type="button"
        className={css['entry']}
        style={{ '--fill': fill }}
        aria-pressed={!hidden}
        title={titleOf(`${label}: ${formatCount(count)}. Click to ${hidden ? 'show' : 'hide'}`)}
        onClick={onToggle}
      >
        <span className={css['name']}>{label}</span>{' '}
        <span className={css['count']}>{formatCount(count)}</span>
      </button>
      {filter && (
        <button
          type="button"
          className={css['only']}
          aria-label={`Only ${label}`}
          title={`Only ${noun}s with ${label}`}
          onClick={() => onFilter(filter)}
        >
          <Icon name="filter" size={11} />
        </button>
      )}
    </li>
  );
};

type TableProps = { readonly tabular: boolean; readonly onTabular: (tabular: boolean) => void };

/** Shows what a chart draws as a table, and back. */
export const TableButton = ({ tabular, onTabular }: TableProps) => (
  <button
    type="button"
    className={css['tabular']}
    aria-pressed={tabular}
    title={tabular ? 'Show the bars' : 'Show the counts as a table'}
    onClick={() => onTabular(!tabular)}
  >
    <Icon name="grid" size={12} /> Table
  </button>
);
