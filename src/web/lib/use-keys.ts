import { useEffect, useRef } from 'react';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

const layers = '[role="dialog"], [role="menu"], [role="listbox"]';
const forLayer = new WeakSet<Event>();

/**
 * Mark keys pressed while a dialog, menu or list lies over the page: they are its own. To be seen on the way
 * down, because by the time the key has come up again the layer may have closed itself.
 */
const markForLayer = (event: Event): void => {
  if (document.querySelector(layers) !== null) forLayer.add(event);
};

/** How long the first key of two waits for the second (milliseconds). */
const patience = 1_500;

const isPlain = (event: KeyboardEvent): boolean =>
  !event.defaultPrevented &&
  !event.ctrlKey &&
  !event.metaKey &&
  !event.altKey &&
  !isTyping(event.target) &&
  !forLayer.has(event);

/**
 * Keys of the page, by `KeyboardEvent.key`; `t z` is one after the other. Off while typing, with a modifier held,
 * while a dialog, menu or list is open, and when somebody nearer has already handled the key.
 */
export const useKeys = (actions: Readonly<Record<string, () => void>>): void => {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    let begun: { readonly key: string; readonly at: number } | undefined;
    const run = (event: KeyboardEvent, name: string): boolean => {
      const action = latest.current[name];
      if (action) {
        event.preventDefault();
        event.stopPropagation();
        action();
      }
      return action !== undefined;
    };
    // on the way down: the second of two keys is not for the row or the bar that has the focus
    const onSecond = (event: KeyboardEvent) => {
      const first = begun;
      begun = undefined;
      if (first && event.timeStamp - first.at < patience && isPlain(event))
        run(event, `${first.key} ${event.key}`);
    };
    const onKey = (event: KeyboardEvent) => {
      if (!isPlain(event) || run(event, event.key)) return;
      const begins = Object.keys(latest.current).some((name) => name.startsWith(`${event.key} `));
      if (begins) begun = { key: event.key, at: event.timeStamp };
    };
    window.addEventListener('keydown', markForLayer, true);
    window.addEventListener('keydown', onSecond, true);
    document.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onSecond, true);
      document.removeEventListener('keydown', onKey);
    };
  }, []);
};
