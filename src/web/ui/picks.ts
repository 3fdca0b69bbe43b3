import type { KeyboardEvent } from 'react';
import type { RovingPlace } from './roving.ts';

/** How a row is picked: by itself, as well as the others, or with all between it and the one picked before. */
export type Picking = 'toggle' | 'range';

/** Rows picked, to be copied together. */
export type Picks = {
  readonly has: (id: string) => boolean;
  readonly onPick: (id: string, how: Picking) => void;
  readonly onAll: () => void;
  /** @returns whether there was something to copy */
  readonly onCopy: () => boolean;
};

/** How a click picks; undefined when it opens. */
export const pickingOf = (event: {
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}): Picking | undefined => (event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : undefined);

const steps: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 };

/**
 * Keys that pick rows: Space, Shift with an arrow, Ctrl A, Ctrl C.
 * @returns whether the key was one of them
 */
export const pickByKey = (
  event: KeyboardEvent,
  picks: Picks,
  ids: readonly string[],
  index: number,
  go: (place: RovingPlace) => void,
): boolean => {
  const id = ids[index];
  const command = event.ctrlKey || event.metaKey;
  if (id === undefined || event.altKey) return false;
  if (command && !event.shiftKey && event.key === 'a') picks.onAll();
  else if (command && !event.shiftKey && event.key === 'c') {
    // a text marked with the mouse is what is meant
    if (window.getSelection()?.isCollapsed === false || !picks.onCopy()) return false;
  } else if (!command && event.key === ' ' && isRow(event.target))
    picks.onPick(id, event.shiftKey ? 'range' : 'toggle');
  else if (!command && event.shiftKey && Object.hasOwn(steps, event.key)) {
    const next = ids[index + (steps[event.key] ?? 0)];
    if (!picks.has(id)) picks.onPick(id, 'toggle');
    if (next !== undefined) {
      go({ index: index + (steps[event.key] ?? 0), column: -1 });
      picks.onPick(next, 'range');
    }
  } else return false;
  event.preventDefault();
  return true;
};

const isRow = (target: EventTarget): boolean => target instanceof HTMLElement && target.role === 'row';
