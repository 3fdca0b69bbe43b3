import { formatCount } from '../../lib/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { type Series, type SeriesFilter, filterOf } from './chart-data.ts';
import css from './histogram.module.css';
import { type Split, isSplit, splitWords, splits } from './split.ts';

type Props = {
  readonly series: readonly Series[];
  readonly hidden: readonly string[];
  readonly onHidden: (keys: readonly string[]) => void;
  readonly onFilter: (filter: NonNullable<SeriesFilter>) => void;
  readonly interval: string | undefined;
  readonly split: Split;
  readonly onSplit: (split: Split) => void;
  readonly tabular: boolean;
  readonly onTabular: (tabular: boolean) => void;
};

/** What is counted apart: each can be hidden, or made the filter; and by what it is counted. */
export const HistogramLegend = ({ series, hidden, onHidden, onFilter, interval, ...props }: Props) => {
  const toggle = (key: string) => {
    const next = hidden.includes(key) ? hidden.filter((each) => each !== key) : [...hidden, key];
    // with all of them hidden there is nothing left to see: show all again
    onHidden(next.length === series.length ? [] : next);
  };
  return (
    <>
      <ul className={css['legend']} aria-label="Counted apart">
        {series.map((each) => (
          <Entry
            key={each.key}
            series={each}
            hidden={hidden.includes(each.key)}
            onToggle={() => toggle(each.key)}
            onFilter={onFilter}
          />
        ))}
      </ul>
      <div className={css['choices']}>
        <span className={css['interval']}>{interval !== undefined && `${interval} a bar`}</span>
        <label className={css['split']}>
          <span>by</span>
          <select
            aria-label="Count by"
            value={props.split}
            onChange={({ currentTarget: { value } }) => isSplit(value) && props.onSplit(value)}
          >
            {splits.map((split) => (
              <option key={split} value={split}>
                {splitWords(split)}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          className={css['tabular']}
          aria-pressed={props.tabular}
          title={props.tabular ? 'Show the bars' : 'Show the counts as a table'}
          onClick={() => props.onTabular(!props.tabular)}
        >
          <Icon name="grid" size={12} /> Table
        </button>
      </div>
    </>
  );
};

type EntryProps = {
  readonly series: Series;
  readonly hidden: boolean;
  readonly onToggle: () => void;
  readonly onFilter: Props['onFilter'];
};

const Entry = ({ series, hidden, onToggle, onFilter }: EntryProps) => {
  const { label, count, fill } = series;
  const filter = filterOf(series);
  return (
    <li className={css['item']}>
      <button
        type="button"
        className={css['entry']}
        style={{ ['--fill' as string]: fill }}
        aria-pressed={!hidden}
        title={`${label}: ${formatCount(count)}. Click to ${hidden ? 'show' : 'hide'}`}
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
          title={`Only events with ${label}`}
          onClick={() => onFilter(filter)}
        >
          <Icon name="filter" size={11} />
        </button>
      )}
    </li>
  );
};
