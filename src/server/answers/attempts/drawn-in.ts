import { micros } from '../../../contract/instant.ts';
import type { AttemptScope } from '../../store/questions/attempts.ts';
import type { Asking } from '../../store/questions/scope.ts';
import type { Store } from '../../store/store.ts';

/**
 * The same attempts in a range whose open ends are drawn in to the first and the last of them, so that counts over
 * time are not spread over years in which there are none.
 */
export const drawnIn = async (store: Store, scope: AttemptScope, asking: Asking): Promise<AttemptScope> => {
  const startOf = async (order: 'asc' | 'desc') =>
    (await store.attempts.page({ ...scope, order, limit: 1 }, asking)).attempts[0]?.start;
  const [first, last] = await Promise.all([
    scope.from === undefined ? startOf('asc') : undefined,
    scope.to === undefined ? startOf('desc') : undefined,
  ]);
  return {
    ...scope,
    ...(first === undefined ? {} : { from: first }),
    ...(last === undefined ? {} : { to: micros(last + 1n) }),
  };
};
