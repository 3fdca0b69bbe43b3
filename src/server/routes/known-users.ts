import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  type GuidName,
  guidNameSchema,
  guidsAnswerSchema,
  guidsQuerySchema,
} from '../../contract/known-users.ts';
import { askingOf } from '../http/asking.ts';
import { forPrograms } from '../http/page-readers.ts';
import { BadParameter } from '../answers/refusals.ts';
import { sendList } from '../http/send-list.ts';
import type { Portions } from '../answers/portions.ts';
import { readPortions } from '../store/portions.ts';
import type { KnownUser, KnownUsersQuestion } from '../store/questions/events.ts';
import { type Asking, patiently } from '../store/questions/scope.ts';
import type { Store } from '../store/store.ts';
import type { Context } from './context.ts';

/** Where a page ended: the last user's id as it is stored, which is never long. Opaque to clients. */
const cursorOf = (place: string): string => Buffer.from(`user ${place}`).toString('base64url');

/** @returns undefined when the text is no cursor of this list */
const afterOf = (cursor: string): string | undefined =>
  /^user (.+)$/s.exec(Buffer.from(cursor, 'base64url').toString())?.[1];

const presented = ({ userId, email, orgId }: KnownUser): GuidName => ({
  guid: userId,
  ...(orgId === undefined ? {} : { org_id: orgId }),
  guid_type: 'user',
  name: email,
});

async function* portionsOf(
  store: Store,
  question: KnownUsersQuestion,
  asking: Asking,
): Portions<GuidName, { limit: number; page_at_id?: string }> {
  const { limit } = question;
  let [count, last]: [number, KnownUser | undefined] = [0, undefined];
  for await (const { items } of readPortions<KnownUser>(
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

/** `GET /users/guids`: what the published command line maps user ids to addresses by. */
export const knownUserRoutes =
  ({ store }: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/users/guids',
      {
        // a browser that opens this address means the page of a user who is called “guids”
        constraints: forPrograms,
        schema: {
          tags: ['Sessions, users, addresses'],
          summary: 'Users whose address is known',
          description:
            'Addresses are learned from records that hold both a `user_id` and an address. A walk from page to page ' +
            'meets every user once who was known when it began.',
          querystring: guidsQuerySchema,
          response: { 200: guidsAnswerSchema },
        },
      },
      async ({ query: { org_id: orgId, limit, page_at_id: cursor } }, reply) => {
        const after = cursor === undefined ? undefined : afterOf(cursor);
        if (cursor !== undefined && after === undefined)
          throw new BadParameter('page_at_id', 'is not from an answer of this list');
        const question = {
          limit,
          ...(orgId === undefined ? {} : { orgId }),
          ...(after === undefined ? {} : { after }),
        };
        return sendList(
          reply.header('vary', 'accept'),
          'guid_to_name_list',
          guidNameSchema,
          portionsOf(store, question, askingOf(reply)),
        );
      },
    );
  };
