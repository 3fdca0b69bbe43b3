import { Menu } from '@mantine/core';
import type { Order } from '../../api/events.ts';
import { Icon } from '../../ui/icons.tsx';
import css from './columns.module.css';
import type { Columns } from './use-columns.ts';

type Props = {
  readonly name: string;
  readonly anchor: HTMLElement;
  readonly columns: Columns;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
  readonly onClose: () => void;
};

/** What can be done with one column. */
export const ColumnMenu = ({ name, anchor, columns, order, onOrder, onClose }: Props) => {
  const { left, top, width, height } = anchor.getBoundingClientRect();
  const { layout, page } = columns;
  const pinned = layout.pinned.includes(name);
  return (
    <Menu
      opened
      onChange={(open) => !open && onClose()}
      position="bottom-start"
      shadow="md"
      returnFocus={false}
      // not keys: the one that opens it would close it again
      clickOutsideEvents={['mousedown', 'touchstart']}
      trapFocus
      offset={2}
    >
      <Menu.Target>
        <span aria-hidden="true" className={css['anchor']} style={{ left, top, width, height }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={`Column ${page.label(name)}`} aria-labelledby={undefined}>
        {name === page.time && (
          <Menu.Item
            leftSection={<Icon name={order === 'desc' ? 'up' : 'down'} />}
            onClick={() => onOrder(order === 'desc' ? 'asc' : 'desc')}
          >
            {order === 'desc' ? 'Oldest first' : 'Newest first'}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<Icon name="left" />} onClick={() => columns.moveBy(name, -1)}>
          Move left
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="right" />} onClick={() => columns.moveBy(name, 1)}>
          Move right
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="pin" />} onClick={() => columns.togglePin(name)}>
          {pinned ? 'Unpin' : 'Pin at the start'}
        </Menu.Item>
        {layout.widths[name] !== undefined && (
          <Menu.Item
            leftSection={<Icon name="columns" />}
            onClick={() => columns.resize(name, undefined, true)}
          >
            Reset the width
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<Icon name="close" />}
          disabled={layout.shown.length === 1}
          onClick={() => columns.toggle(name)}
        >
          Hide
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
