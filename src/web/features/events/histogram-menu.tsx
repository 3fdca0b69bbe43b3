import { Menu } from '@mantine/core';
import { formatEdge } from '../../audit/time-format.ts';
import { formatCount } from '../../lib/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { type Bar, type Series, type SeriesFilter, filterOf } from './chart-data.ts';
import css from './histogram.module.css';

type Props = {
  readonly bar: Bar | undefined;
  readonly series: readonly Series[];
  readonly zone: string;
  /** Where the bar stands, from 0 at the left to 1 at the right. */
  readonly at: number;
  readonly onZoom: () => void;
  readonly onFilter: (filter: NonNullable<SeriesFilter>) => void;
  readonly onClose: () => void;
};

/** What can be done with a bar: zoom to its time, or look only at what it counts. */
export const HistogramMenu = ({ bar, series, zone, at, onZoom, onFilter, onClose }: Props) => {
  if (!bar) return null;
  const time = `${formatEdge(bar.from, zone)} – ${formatEdge(bar.to, zone)}`;
  return (
    <Menu
      opened
      onChange={(open) => !open && onClose()}
      position="bottom"
      shadow="md"
      trapFocus
      returnFocus={false}
    >
      <Menu.Target>
        <span aria-hidden="true" className={css['anchor']} style={{ ['--at' as string]: at }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={`Bar ${time}`} aria-labelledby={undefined}>
        <Menu.Label>{time}</Menu.Label>
        <Menu.Item leftSection={<Icon name="search" />} onClick={onZoom}>
          Zoom to this time
        </Menu.Item>
        {series.map((each) => {
          const filter = filterOf(each);
          const count = bar.parts[each.key] ?? 0;
          if (!filter || count === 0) return null;
          return (
            <Menu.Item
              key={each.key}
              leftSection={<Icon name="include" />}
              rightSection={<span className={css['count']}>{formatCount(count)}</span>}
              onClick={() => onFilter(filter)}
            >
              Only {each.label}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
};
