import { useSyncExternalStore } from 'react';

let refused = false;
const listeners = new Set<() => void>();

const set = (value: boolean): void => {
  if (refused === value) return;
  refused = value;
  for (const listener of listeners) listener();
};

/** Whether the server asks for its token. Any request may find out; the layout then shows the login. */
export const access = {
  refuse: (): void => set(true),
  grant: (): void => set(false),
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

export const useRefused = (): boolean => useSyncExternalStore(access.subscribe, () => refused);
