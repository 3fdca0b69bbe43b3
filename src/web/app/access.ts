import { useSyncExternalStore } from 'react';
import { basePath } from '../lib/base-path.ts';

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

/** Between the tabs of this dashboard: the session has been ended in one of them. */
const tabs = new BroadcastChannel(`authentication-audit${basePath}`);

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no other origins
export const tellSignedOut = (): void => tabs.postMessage('signed out');

/** Hear that another tab has signed out. @returns how to stop */
export const onSignedOut = (listener: () => void): (() => void) => {
  tabs.addEventListener('message', listener);
  return () => tabs.removeEventListener('message', listener);
};
