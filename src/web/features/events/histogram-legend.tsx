import css from '../../audit/charts/histogram.module.css';
import { SeriesLegend, TableButton } from '../../audit/charts/series-legend.tsx';
import type { Series, SeriesFilter } from '../../audit/charts/time-bars.ts';
import { type Split, isSplit, splitChoices, splitWords } from './split.ts';

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

/** What is counted apart, and by what it is counted. */
export const HistogramLegend = ({ interval, split, onSplit, tabular, onTabular, ...legend }: Props) => (
  <>
    <SeriesLegend noun="event" {...legend} />
    <div className={css['choices']}>
      <span className={css['interval']}>{interval !== undefined && `${interval} a bar`}</span>
      <label className={css['split']}>
        <span>by</span>
        <select
          aria-label="Count by"
          value={split}
          onChange={({ currentTarget: { value } }) => isSplit(value) && onSplit(value)}
        >
          {splitChoices(split).map((each) => (
            <option key={each} value={each}>
              {splitWords(each)}
            </option>
          ))}
        </select>
      </label>
      <TableButton tabular={tabular} onTabular={onTabular} />
    </div>
  </>
);
