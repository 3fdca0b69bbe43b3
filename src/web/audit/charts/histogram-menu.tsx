import { Menu } from '@mantine/core';
import { Icon } from '../../ui/icons.tsx';
import css from './histogram.module.css';
import type { TimeBar } from './time-bars.ts';
import { formatEdge } from '../time/time-format.ts';

/** Something that can be done with a bar, beside zooming to its time. */
export type BarChoice = {
  readonly label: string;
  /** What it leads to so many of. */
  readonly count: string;
  readonly run: () => void;
};

type Props = {
  readonly bar: TimeBar;
  readonly zone: string;
  /** Where the bar stands, from 0 at the left to 1 at the right. */
  readonly at: number;
  readonly choices: readonly BarChoice[];
  readonly onZoom: () => void;
  readonly onClose: () => void;
};

/** What can be done with a bar: zoom to its time, or look only at what it counts. */
export const HistogramMenu = ({ bar, zone, at, choices, onZoom, onClose }: Props) => {
  const time = `${formatEdge(bar.from, zone)} – ${formatEdge(bar.to, zone)}`;
  return (
    <Menu
      opened
      onChange={(open) => !open && onClose()}
      position="bottom"
      shadow="md"
      trapFocus
      returnFocus={false}
      // not by keys: the one that opens it would close it at once
      clickOutsideEvents={['mousedown', 'touchstart']}
    >
      <Menu.Target>
        <span aria-hidden="true" className={css['anchor']} style={{ '--at': at }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={`Bar ${time}`} aria-labelledby={undefined}>
        <Menu.Label>{time}</Menu.Label>
        <Menu.Item leftSection={<Icon name="search" />} onClick={onZoom}>
          Zoom to this time
        </Menu.Item>
        {choices.map(({ label, count, run }) => (
          <Menu.Item
            key={label}
            leftSection={<Icon name="include" />}
            rightSection={<span className={css['count']}>{count}</span>}
            onClick={run}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};
