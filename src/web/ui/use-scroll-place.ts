import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { useStable } from '../lib/use-stable.ts';

/** Where a list was left, so that who comes back finds it there. */
export type ScrollPlace = {
  /** Which list it is: when it changes, another list is shown. */
  readonly key: string;
  /** Pixels from the top at which it begins. */
  readonly top: number;
  /** The list is left, or replaced by another. */
  readonly onLeave: (key: string, top: number) => void;
};

/** Scroll a list to where it was left, and tell where it is left again. */
export const useScrollPlace = (
  scroller: RefObject<HTMLElement | null>,
  place: ScrollPlace | undefined,
): void => {
  const key = place?.key;
  const top = useRef(0);
  const leave = useStable((left: string) => place?.onLeave(left, top.current));
  const begin = useStable(() => place?.top ?? 0);
  useEffect(() => {
    const element = scroller.current;
    const follow = () => {
      top.current = element?.scrollTop ?? 0;
    };
    // before those who draw anew when it is scrolled: asked after them, the browser would have to lay out at once
    element?.addEventListener('scroll', follow, { passive: true, capture: true });
    return () => element?.removeEventListener('scroll', follow, { capture: true });
  }, [scroller]);
  useLayoutEffect(() => {
    if (key === undefined) return undefined;
    top.current = begin();
    scroller.current?.scrollTo({ top: top.current });
    return () => leave(key);
  }, [key, scroller, begin, leave]);
};
