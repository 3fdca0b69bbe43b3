import { useCallback, useSyncExternalStore } from 'react';

/** Whether a media query holds, followed as it changes. */
export const useMedia = (query: string): boolean => {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
};

const watchVisibility = (listener: () => void) => {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
};

/** Whether the tab is hidden: behind another, or minimised. */
export const useHidden = (): boolean => useSyncExternalStore(watchVisibility, () => document.hidden);

/** Whether the window is too narrow for a panel beside the page's matter. */
export const useNarrow = (): boolean => useMedia('screen and (max-width: 899px)');

/** Whether a bar of tools has room for their drawings alone. */
export const useTight = (): boolean => useMedia('screen and (max-width: 1199px)');

/** Whether the page is drawn for paper. */
export const usePrinting = (): boolean => useMedia('print');
