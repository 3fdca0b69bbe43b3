import {
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useStable } from '../lib/use-stable.ts';
import { type RovingPlace, moved } from './roving.ts';

type Grid = {
  readonly grid: RefObject<HTMLElement | null>;
  readonly ids: readonly string[];
  /** The row to begin from; undefined: before the first. */
  readonly selected: string | undefined;
  readonly columns: number;
  /** Whole rows in view. */
  readonly screen: () => number;
  readonly scrollTo: (index: number) => void;
  /** The keys moved to this row. */
  readonly onMove: (id: string) => void;
  readonly onOpen: (id: string) => void;
};

/**
 * Roving focus of a virtual grid: one row is the tab stop, keys move it, and focus follows once the row is drawn.
 * The caller keeps the row at `index` drawn, so that focus never falls to the body when it scrolls out of view.
 */
export const useRoving = ({ grid, ids, selected, columns, screen, scrollTo, onMove, onOpen }: Grid) => {
  const [{ id: current, column }, setPlace] = useState<{ id: string | undefined; column: number }>({
    id: undefined,
    column: -1,
  });
  const [wanted, setWanted] = useState(0);
  const held = useRef(false);
  const id = current ?? selected;
  const found = id === undefined ? -1 : ids.indexOf(id);
  const index = Math.max(found, 0);
  const gone = id !== undefined && found < 0;

  const go = useStable((place: RovingPlace, focus = true) => {
    const next = ids[place.index];
    if (next === undefined) return;
    setPlace({ id: next, column: place.column });
    if (focus) setWanted((count) => count + 1);
    scrollTo(place.index);
    if (place.index !== index) onMove(next);
  });

  useLayoutEffect(() => {
    if (wanted > 0) focusIn(grid.current, index, column);
    // focus is asked for by a key; it is not to be taken again when rows are added
    // oxlint-disable-next-line react/exhaustive-deps
  }, [wanted]);

  useEffect(() => {
    // the row that had the focus is gone with the rows before, or shows another: keep the person in the grid
    if (held.current && (gone || document.activeElement === document.body)) {
      if (!focusIn(grid.current, index, -1)) grid.current?.focus({ preventScroll: true });
    }
  }, [ids, grid, index, gone]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const onRow = event.target instanceof HTMLElement && event.target.role === 'row';
    const row = ids[index];
    if (onRow && row !== undefined && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      onOpen(row);
      return;
    }
    const place = moved(event.key, { index, column }, { rows: ids.length, columns, screen: screen() });
    if (!place) return;
    event.preventDefault();
    go(place);
  };

  const onFocus = useCallback((focused: string) => {
    held.current = true;
    setPlace((place) => (place.id === focused ? place : { id: focused, column: -1 }));
  }, []);
  const onBlur = useCallback(() => {
    held.current = false;
  }, []);

  return {
    index,
    onKeyDown,
    onFocus,
    onBlur,
    go,
    step: (by: 1 | -1) =>
      go({ index: clamp(found < 0 ? 0 : index + by, ids.length), column: -1 }, !isCovered()),
  };
};

/** Whether the focus is in something that lies over the grid: there it stays. */
const isCovered = (): boolean => (document.activeElement?.closest('[role="dialog"]') ?? null) !== null;

const clamp = (index: number, count: number) => Math.min(Math.max(index, 0), Math.max(count - 1, 0));

/** Focus a row (`column` −1), or the value in one of its cells. @returns whether it was there */
const focusIn = (grid: HTMLElement | null, index: number, column: number): boolean => {
  const row = grid?.querySelector<HTMLElement>(`[data-row="${index}"]`);
  const cell = column < 0 ? undefined : row?.querySelectorAll<HTMLElement>('[role="gridcell"]')[column];
  const target = cell?.querySelector<HTMLElement>('button, a') ?? cell ?? row;
  target?.focus({ preventScroll: true });
  return target !== undefined && target !== null;
};
