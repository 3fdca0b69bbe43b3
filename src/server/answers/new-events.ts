import type { z } from 'zod';
import type { NewEventsAnswer, newEventsQuerySchema } from '../../contract/live.ts';
import type { Micros } from '../../contract/instant.ts';
import type { EventScope } from '../store/questions/scope.ts';
import type { Answering } from './answering.ts';
import { scopeOf, timeParam } from './scope.ts';

/** The parts of a scope before an instant and from it on; undefined for one that is empty. */
const cutAt = (scope: EventScope, at: Micros): readonly [EventScope | undefined, EventScope | undefined] => {
  const { from, to } = scope;
  if (from !== undefined && from >= at) return [undefined, scope];
  return to !== undefined && to <= at
    ? [scope, undefined]
    : [
        { ...scope, to: at },
        { ...scope, from: at },
      ];
};

/**
 * How many matching events were stored since, and where it is said where the rows end (`or_from`): how many those rows
 * do not have because their time had not come, and how many lie ahead still.
 * @throws BadParameter naming the parameter that is wrong
 */
export const countNew = async (
  { store, now, asking }: Answering,
  query: z.output<typeof newEventsQuerySchema>,
): Promise<NewEventsAnswer> => {
  const at = await store.events.newest({}, asking);
  const since = query.since === undefined ? at : BigInt(query.since);
  const count = async (scope: EventScope | undefined, after: bigint): Promise<number> =>
    scope === undefined || after >= at ? 0 : store.events.countSince({ ...scope, sequence: after }, asking);
  const scope = scopeOf(query, now);
  const orFrom = timeParam('or_from', query.or_from, now);
  if (orFrom === undefined) return { count: await count(scope, since), at: String(at) };
  const [arrived, due] = cutAt(scope, orFrom);
  const ahead = scope.to === undefined ? undefined : { filters: scope.filters, from: scope.to };
  return {
    count: (await count(arrived, since)) + (await count(due, 0n)),
    ahead: await count(ahead, 0n),
    at: String(at),
  };
};
