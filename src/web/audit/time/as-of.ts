import { useSyncExternalStore } from 'react';
import { type Micros, microsOfMs } from '../../../contract/instant.ts';
import { TabMemory } from '../../lib/tab-memory.ts';

const now = (): Micros => microsOfMs(Date.now());

const taken = new TabMemory<Micros>();

/** Take the instant of a view anew: the page that shows it follows, one yet to be drawn will find it. */
export const takeAsOf = (key: string, clock: () => Micros = now): Micros => {
  const asOf = clock();
  taken.set(key, asOf);
  return asOf;
};

/** The instant of a view that was taken before, else taken now: what the page that shows it will find. */
export const asOfFor = (key: string, clock: () => Micros = now): Micros => taken.made(key, clock);

/**
 * The instant at which a view's relative range is resolved: taken once for each view, and kept, so that Back finds the
 * same rows.
 * @param key what decides the rows of the view
 * @param clock a parameter, so that a test can freeze it
 */
export const useAsOf = (key: string, clock: () => Micros = now): Micros =>
  useSyncExternalStore(taken.subscribe, () => asOfFor(key, clock));
