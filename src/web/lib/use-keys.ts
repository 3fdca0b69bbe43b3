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

/**
 * Keys of the page, by `KeyboardEvent.key`. Off while typing, with a modifier held, while a dialog, menu or
 * list is open, and when somebody nearer has already handled the key.
 */
export const useKeys = (actions: Readonly<Record<string, () => void>>): void => {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || forLayer.has(event)) return;
      const action = latest.current[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', markForLayer, true);
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
};
