import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

/** A choice remembered in this browser; undefined when none was made. */
export const preferred = (key: string): string | undefined => {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined; // storage is switched off: nothing is remembered, everything works
  }
};

/** Remember a choice in this browser, or forget it with undefined. */
export const remember = (key: string, value: string | undefined): void => {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // storage is switched off or full: the choice holds until the page is left
  }
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
};

/** The same, followed as it changes, in other tabs too. */
export const usePreference = (key: string): string | undefined =>
  useSyncExternalStore(subscribe, () => preferred(key));
