import { NavigationType, useNavigationType } from 'react-router';
import { TabMemory } from '../../lib/tab-memory.ts';

/** Where a table was left: how far it was scrolled, and the row that was opened from it. */
type Left = { readonly top: number; readonly id?: string };

const places = new TabMemory<Left>();

/**
 * Where a table was left, for whoever comes back to it.
 * @param key which list is shown
 */
export const useLeftPlace = (key: string) => {
  const isBack = useNavigationType() === NavigationType.Pop;
  const write = (of: string, more: Partial<Left>) => places.set(of, { top: 0, ...places.get(of), ...more });
  const left = isBack ? places.get(key) : undefined;
  return {
    /** The row that was opened from it. */
    id: left?.id,
    /** A row is opened. */
    onOpen: (id: string) => write(key, { id }),
    place: {
      key,
      top: left?.top ?? 0,
      onLeave: (of: string, top: number) => write(of, { top }),
    },
  };
};
