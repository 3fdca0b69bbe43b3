import { Menu } from '@mantine/core';
import { fitsInAddress, tooLongWords } from '../../api/address-length.ts';
import { copyText } from '../../lib/copy.ts';
import { titleOf, valueOf } from '../../lib/marks.ts';
import { Icon } from '../../ui/icons.tsx';
import type { FilterBy, OpenedValue, ShownRow, ShownValue } from './value-menu.tsx';
import css from './value-menu.module.css';

type ItemsProps = { readonly noun: string; readonly onFilter: FilterBy };

type MenuProps = ItemsProps & OpenedValue & { readonly onClose: () => void };

/** What can be done with a value or a row of a page, below what shows it. */
export const ValueMenuItems = ({ shown, box, onClose, ...items }: MenuProps) => (
  <Menu
    opened
    onChange={(open) => !open && onClose()}
    position="bottom-start"
    shadow="md"
    returnFocus={false}
    trapFocus
    offset={2}
  >
    <Menu.Target>
      <span
        aria-hidden="true"
        className={css['anchor']}
        style={{ left: box.left, top: box.top, width: box.width, height: box.height }}
      />
    </Menu.Target>
    <Menu.Dropdown
      aria-label={`${shown.label}: ${shown.text}`}
      aria-labelledby={undefined}
      className={css['menu']}
    >
      <Menu.Label className={css['label']}>
        {shown.label} <span title={titleOf(shown.text)}>{shown.text}</span>
      </Menu.Label>
      {'values' in shown ? <RowItems row={shown} {...items} /> : <ValueItems value={shown} {...items} />}
    </Menu.Dropdown>
  </Menu>
);

type ValueProps = ItemsProps & { readonly value: ShownValue };

const ValueItems = ({ value: { text, filter: given, details }, noun, onFilter }: ValueProps) => {
  const filter = given && fitsInAddress(given.value) ? given : undefined;
  return (
    <>
      {given && !filter && <Menu.Label>{tooLongWords('To filter by, this is')}</Menu.Label>}
      {filter && (
        <Menu.Item
          leftSection={<Icon name="include" />}
          onClick={() => onFilter('any', filter.property, filter.value)}
        >
          Only {noun}s with this
        </Menu.Item>
      )}
      {filter && !filter.onlyAny && (
        <Menu.Item
          leftSection={<Icon name="exclude" />}
          onClick={() => onFilter('none', filter.property, filter.value)}
        >
          Exclude {noun}s with this
        </Menu.Item>
      )}
      <Menu.Item leftSection={<Icon name="copy" />} onClick={() => void copyText(valueOf(text))}>
        Copy value
      </Menu.Item>
      {details && (
        <Menu.Item leftSection={<Icon name="open" />} onClick={details}>
          Show the {noun}
        </Menu.Item>
      )}
    </>
  );
};

const fits = ({ filter }: ShownRow['values'][number]): boolean => fitsInAddress(filter.value);

type RowProps = ItemsProps & { readonly row: ShownRow };

const RowItems = ({ row: { json, values }, noun, onFilter }: RowProps) => (
  <>
    <Menu.Item leftSection={<Icon name="copy" />} onClick={() => void copyText(json)}>
      Copy the record as JSON
    </Menu.Item>
    {values.some(fits) && <Menu.Label className={css['label']}>Only {noun}s with the same</Menu.Label>}
    {values.filter(fits).map(({ label, text, filter }) => (
      <Menu.Item
        key={filter.property}
        leftSection={<Icon name="include" />}
        className={css['same']}
        onClick={() => onFilter('any', filter.property, filter.value)}
      >
        {label} <span>{text}</span>
      </Menu.Item>
    ))}
  </>
);
