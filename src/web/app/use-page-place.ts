import { type RefObject, useLayoutEffect } from 'react';
import { NavigationType, useLocation, useNavigationType } from 'react-router';
import { TabMemory } from '../lib/tab-memory.ts';

/** How far pages were scrolled (pixels), by the entry of the history. */
const places = new TabMemory<number>();

/** So long what a page shows may take to come before it is scrolled to where it was left (milliseconds). */
const patience = 10_000;

/** Begins a page at its top, and shows who comes back to one what they looked at when they left it. */
export const usePagePlace = (scroller: RefObject<HTMLElement | null>): void => {
  const { key, pathname } = useLocation();
  const isBack = useNavigationType() === NavigationType.Pop;

  // another page, another place; a page whose view changes stays where it is
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const place = isBack ? (places.get(key) ?? 0) : 0;
    element.scrollTo({ top: place });
    return place > 0 ? scrollOnceTall(element, place) : undefined;
    // oxlint-disable-next-line react/exhaustive-deps -- the place is that of the page as it is opened
  }, [pathname, scroller]);

  useLayoutEffect(() => {
    const element = scroller.current;
    const follow = () => places.set(key, element?.scrollTop ?? 0);
    follow();
    element?.addEventListener('scroll', follow, { passive: true });
    return () => element?.removeEventListener('scroll', follow);
  }, [key, scroller]);
};

/** Scroll to a place as soon as there is so much to scroll, unless somebody does. @returns how to give it up */
const scrollOnceTall = (element: HTMLElement, place: number): (() => void) => {
  const hands = new AbortController();
  const grown = new ResizeObserver(() => {
    element.scrollTo({ top: place });
    if (element.scrollTop >= place - 1) stop();
  });
  const timer = setTimeout(() => stop(), patience);
  const stop = () => {
    clearTimeout(timer);
    grown.disconnect();
    hands.abort();
  };
  for (const child of element.children) grown.observe(child);
  for (const hand of ['wheel', 'pointerdown', 'keydown'])
    element.addEventListener(hand, stop, { passive: true, signal: hands.signal });
  return stop;
};
