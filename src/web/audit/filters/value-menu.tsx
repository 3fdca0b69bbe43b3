import { type ReactNode, createContext, useCallback, useContext, useRef, useState } from 'react';
import { laterPart } from '../../lib/later-part.ts';
import { Layer } from '../../ui/layer.tsx';

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

export type FilterBy = (kind: 'any' | 'none', property: string, value: string) => void;

/** Where somebody pointed, in pixels of the window. */
export type Pointed = { readonly clientX: number; readonly clientY: number };

type OpenMenu = (anchor: HTMLElement, shown: ShownValue | ShownRow, at?: Pointed) => void;

const Menu = laterPart(async () => (await import('./value-menu-items.tsx')).ValueMenuItems);

const ValueMenuContext = createContext<OpenMenu>(() => undefined);

/** Opens the menu of a value or of a row, below the element that shows it, or where somebody pointed. Focus returns there afterwards. */
export const useValueMenu = (): OpenMenu => useContext(ValueMenuContext);

export type OpenedValue = { readonly shown: ShownValue | ShownRow; readonly box: DOMRect };

type ProviderProps = {
  readonly onFilter: FilterBy;
  /** What filtering leads to, and what a row is. */
  readonly noun?: string;
  readonly children: ReactNode;
};

/** One menu for all values and rows of a page: what can be done with what was clicked. */
export const ValueMenuProvider = ({ onFilter, noun = 'event', children }: ProviderProps) => {
  const [opened, setOpened] = useState<OpenedValue>();
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
      {opened && (
        <Layer onClose={close}>
          <Menu {...opened} noun={noun} onFilter={onFilter} onClose={close} />
        </Layer>
      )}
    </ValueMenuContext>
  );
};
