import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { NavigationType, useNavigationType } from 'react-router';

/** Where a table was left: how far it was scrolled, and the row that was opened from it. */
type Left = { readonly top: number; readonly id?: string };

const leftQuery = (key: string) =>
  queryOptions({ queryKey: ['left', key], queryFn: (): Left | null => null, staleTime: Infinity });

/**
 * Where a table was left, for whoever comes back to it.
 * @param key which list is shown
 */
export const useLeftPlace = (key: string) => {
  const client = useQueryClient();
  const isBack = useNavigationType() === NavigationType.Pop;
  const known = (of: string): Left | null => client.getQueryData(leftQuery(of).queryKey) ?? null;
  const write = (of: string, more: Partial<Left>) =>
    client.setQueryData(leftQuery(of).queryKey, { top: 0, ...known(of), ...more });
  const left = isBack ? known(key) : null;
  return {
    /** The row that was opened from it. */
    id: left?.id,
    /** A row is opened. */
    onOpen: (id: string) => void write(key, { id }),
    place: {
      key,
      top: left?.top ?? 0,
      onLeave: (of: string, top: number) => void write(of, { top }),
    },
  };
};
