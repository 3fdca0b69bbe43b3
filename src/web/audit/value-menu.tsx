import { Menu } from '@mantine/core';
import { type ReactNode, createContext, useCallback, useContext, useRef, useState } from 'react';
import { copyText } from '../lib/copy.ts';
import { Icon } from '../ui/icons.tsx';
import css from './value-menu.module.css';

/** What a value filters by; `onlyAny` where there is no filter that leaves it out. */
export type ValueFilter = { readonly property: string; readonly value: string; readonly onlyAny?: true };

/** A value on screen: what it is called, its text, and by which property and value it filters, if any. */
export type ShownValue = {
  readonly label: string;
  readonly text: string;
  readonly filter?: ValueFilter;
  /** Opens the details of the row it stands in. */
  readonly details?: () => void;
};

export type FilterBy = (kind: 'any' | 'none', property: string, value: string) => void;

type OpenMenu = (anchor: HTMLElement, value: ShownValue) => void;

const ValueMenuContext = createContext<OpenMenu>(() => undefined);

/** Opens the menu of a value, below the element that shows it. Focus returns there afterwards. */
export const useValueMenu = (): OpenMenu => useContext(ValueMenuContext);

type Opened = ShownValue & { readonly anchor: HTMLElement; readonly box: DOMRect };

type ProviderProps = {
  readonly onFilter: FilterBy;
  /** What filtering leads to, and what a row is. */
  readonly noun?: string;
  readonly children: ReactNode;
};

/** One menu for all values of a page: what can be done with the value that was clicked. */
export const ValueMenuProvider = ({ onFilter, noun = 'event', children }: ProviderProps) => {
  const [opened, setOpened] = useState<Opened>();
  const anchor = useRef<HTMLElement>(undefined);
  const open = useCallback<OpenMenu>((element, value) => {
    anchor.current = element;
    setOpened({ ...value, anchor: element, box: element.getBoundingClientRect() });
  }, []);
  const close = () => {
    setOpened(undefined);
    anchor.current?.focus({ preventScroll: true });
  };
  return (
    <ValueMenuContext value={open}>
      {children}
      {opened && <ValueMenu value={opened} noun={noun} onFilter={onFilter} onClose={close} />}
    </ValueMenuContext>
  );
};

type MenuProps = {
  readonly value: Opened;
  readonly noun: string;
  readonly onFilter: FilterBy;
  readonly onClose: () => void;
};

const ValueMenu = ({ value: { label, text, filter, details, box }, noun, onFilter, onClose }: MenuProps) => (
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
    <Menu.Dropdown aria-label={`${label}: ${text}`} aria-labelledby={undefined} className={css['menu']}>
      <Menu.Label className={css['label']}>
        {label} <span>{text}</span>
      </Menu.Label>
      {filter && (
        <>
          <Menu.Item
            leftSection={<Icon name="include" />}
            onClick={() => onFilter('any', filter.property, filter.value)}
          >
            Only {noun}s with this
          </Menu.Item>
          {!filter.onlyAny && (
            <Menu.Item
              leftSection={<Icon name="exclude" />}
              onClick={() => onFilter('none', filter.property, filter.value)}
            >
              Exclude {noun}s with this
            </Menu.Item>
          )}
        </>
      )}
      <Menu.Item leftSection={<Icon name="copy" />} onClick={() => void copyText(text)}>
        Copy value
      </Menu.Item>
      {details && (
        <Menu.Item leftSection={<Icon name="open" />} onClick={details}>
          Show the {noun}
        </Menu.Item>
      )}
    </Menu.Dropdown>
  </Menu>
);
