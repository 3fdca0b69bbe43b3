import { useSyncExternalStore } from 'react';

let refused: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Any answer may show that the server does not know a zone which this browser knows: pages then do without it. */
export const refuseZone = (zone: string): void => {
  if (refused.has(zone)) return;
  refused = new Set([...refused, zone]);
  for (const listener of listeners) listener();
};

/** The zones that the server refused. */
export const refusedZones = (): ReadonlySet<string> => refused;

/** The same, followed as they become more. */
export const useRefusedZones = (): ReadonlySet<string> => useSyncExternalStore(subscribe, refusedZones);
