import { Menu } from '@mantine/core';
import { type ReactNode, createContext, useCallback, useContext, useRef, useState } from 'react';
import { fitsInAddress, tooLongWords } from '../../api/address-length.ts';
import { copyText } from '../../lib/copy.ts';
import { titleOf, valueOf } from '../../lib/marks.ts';
import { Icon } from '../../ui/icons.tsx';
import css from './value-menu.module.css';

/** What a value filters by; `onlyAny` where there is no filter that leaves it out. */
type ValueFilter = { readonly property: string; readonly value: string; readonly onlyAny?: true };

/** A value on screen: what it is called, its text, and by which property and value it filters, if any. */
export type ShownValue = {
  readonly label: string;
  readonly text: string;
  readonly filter?: ValueFilter;
  /** Opens the details of the row it stands in. */
  readonly details?: () => void;
};

/** A row on screen: what it is called, its record, and the values in it that the table can be filtered by. */
export type ShownRow = {
  readonly label: string;
  readonly text: string;
  readonly json: string;
  readonly values: readonly Required<Pick<ShownValue, 'label' | 'text' | 'filter'>>[];
};

type FilterBy = (kind: 'any' | 'none', property: string, value: string) => void;

/** Where somebody pointed, in pixels of the window. */
export type Pointed = { readonly clientX: number; readonly clientY: number };

type OpenMenu = (anchor: HTMLElement, shown: ShownValue | ShownRow, at?: Pointed) => void;

const ValueMenuContext = createContext<OpenMenu>(() => undefined);

/** Opens the menu of a value or of a row, below the element that shows it, or where somebody pointed. Focus returns there afterwards. */
export const useValueMenu = (): OpenMenu => useContext(ValueMenuContext);

type Opened = { readonly shown: ShownValue | ShownRow; readonly box: DOMRect };

type ProviderProps = {
  readonly onFilter: FilterBy;
  /** What filtering leads to, and what a row is. */
  readonly noun?: string;
  readonly children: ReactNode;
};

/** One menu for all values and rows of a page: what can be done with what was clicked. */
export const ValueMenuProvider = ({ onFilter, noun = 'event', children }: ProviderProps) => {
  const [opened, setOpened] = useState<Opened>();
  const anchor = useRef<HTMLElement>(undefined);
  const open = useCallback<OpenMenu>((element, shown, at) => {
    anchor.current = element;
    setOpened({
      shown,
      box: at ? new DOMRect(at.clientX, at.clientY) : element.getBoundingClientRect(),
    });
  }, []);
  const close = () => {
    setOpened(undefined);
    anchor.current?.focus({ preventScroll: true });
  };
  return (
    <ValueMenuContext value={open}>
      {children}
      {opened && <OpenedMenu {...opened} noun={noun} onFilter={onFilter} onClose={close} />}
    </ValueMenuContext>
  );
};

type ItemsProps = { readonly noun: string; readonly onFilter: FilterBy };

type MenuProps = ItemsProps & Opened & { readonly onClose: () => void };

const OpenedMenu = ({ shown, box, onClose, ...items }: MenuProps) => (
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
