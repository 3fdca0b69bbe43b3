import type { z } from 'zod';
import type { GuidName, guidsQuerySchema } from '../../../contract/known-users.ts';
import { type ListInBatches, readBatches } from '../../store/batches.ts';
import type { KnownUser, KnownUsersQuestion } from '../../store/questions/events.ts';
import { type Asking, patiently } from '../../store/questions/scope.ts';
import type { Store } from '../../store/store.ts';
import type { Answering } from '../answering.ts';
import { BadParameter } from '../../request-errors.ts';

type Rest = { limit: number; page_at_id?: string };

/** Where a page ended: the last user's id as it is stored, which is never long. Opaque to clients. */
const cursorOf = (place: string): string => Buffer.from(`user ${place}`).toString('base64url');

/** @returns undefined when the text is no cursor of this list */
const afterOf = (cursor: string): string | undefined =>
  /^user (.+)$/s.exec(Buffer.from(cursor, 'base64url').toString())?.[1];

const presented = ({ userId, name, orgId }: KnownUser): GuidName => ({
  guid: userId,
  ...(orgId === undefined ? {} : { org_id: orgId }),
  guid_type: 'user',
  name,
});

async function* batchesOfKnownUsers(
  store: Store,
  question: KnownUsersQuestion,
  asking: Asking,
): ListInBatches<GuidName, Rest> {
  const { limit } = question;
  let [count, last]: [number, KnownUser | undefined] = [0, undefined];
  for await (const { items } of readBatches<KnownUser>(
    { wanted: limit, atOnce: limit },
    async (most, after) => {
      const next = { ...question, limit: most, ...(after ? { after: after.place } : {}) };
      const { users, more } = await store.events.knownUsers(next, after ? patiently(asking) : asking);
      return { items: users, more };
    },
  )) {
    count += items.length;
    last = items.at(-1) ?? last;
    yield items.map(presented);
  }
  // on every full page: the published client asks on until a page is short
  return { limit, ...(last && count === limit ? { page_at_id: cursorOf(last.place) } : {}) };
}

/** A page of the users whose address or name is known. @throws BadParameter by name */
export const answerKnownUsers = (
  { store, asking }: Answering,
  { org_id: orgId, limit, page_at_id: cursor }: z.output<typeof guidsQuerySchema>,
): ListInBatches<GuidName, Rest> => {
  const after = cursor === undefined ? undefined : afterOf(cursor);
  if (cursor !== undefined && after === undefined)
    throw new BadParameter('page_at_id', 'is not from an answer of this list');
  const question = {
    limit,
    ...(orgId === undefined ? {} : { orgId }),
    ...(after === undefined ? {} : { after }),
  };
  return batchesOfKnownUsers(store, question, asking);
};
