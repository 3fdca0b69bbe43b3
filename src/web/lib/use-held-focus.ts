import { type RefObject, useEffect } from 'react';

/**
 * What has the focus stays where it is on the screen while what stands above it grows or shrinks: whoever zooms a chart
 * goes on with the same chart. The browser holds what is first on the screen, and that may be what shrinks.
 * @param part what grows and shrinks, in `main`, which scrolls
 */
export const useHeldFocus = (part: RefObject<HTMLElement | null>): void => {
  useEffect(() => {
    const within = part.current;
    const scroller = within?.closest('main');
    if (!within || !scroller) return undefined;
    let held: { readonly element: Element; readonly top: number } | undefined;
    const note = () => {
      const element = document.activeElement;
      held = undefined;
      if (!element || !within.contains(element)) return;
      const { top, bottom } = element.getBoundingClientRect();
      const room = scroller.getBoundingClientRect();
      // what was scrolled away is not held
      if (bottom > room.top && top < room.bottom) held = { element, top };
    };
    const hold = () => {
      if (held && held.element === document.activeElement)
        scroller.scrollTop += held.element.getBoundingClientRect().top - held.top;
      note();
    };
    const sizes = new ResizeObserver(hold);
    sizes.observe(within);
    within.addEventListener('focusin', note);
    scroller.addEventListener('scroll', note, { passive: true });
    return () => {
      sizes.disconnect();
      within.removeEventListener('focusin', note);
      scroller.removeEventListener('scroll', note);
    };
  }, [part]);
};
