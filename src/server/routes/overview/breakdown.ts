import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  type BreakdownAnswer,
  type BreakdownName,
  breakdownAnswerSchema,
  breakdownQuerySchema,
} from '../../../contract/overview.ts';
import { isEmail } from '../../../contract/record.ts';
import { askingOf } from '../../http/asking.ts';
import type { Share } from '../../store/questions/overview.ts';
import type { Asking } from '../../store/questions/scope.ts';
import type { Store } from '../../store/store.ts';
import { refuseUnknownZone } from '../bucket-frame.ts';
import type { Context } from '../context.ts';
import { type Narrowing, narrowed, personIs } from './evidence.ts';
import { attemptQuery, overviewRange } from './range.ts';
import { tags } from './tags.ts';
import { tallyOf } from './tally.ts';

/** By which filters a value's attempts are found. */
const narrowingOf = (by: BreakdownName, { value, isUserId }: Share): Narrowing[] => {
  if (by !== 'user') return [{ property: by, value }];
  return personIs(value, isUserId);
};

/** What users are called: by the address that is known for them. */
const labelsOf = async (
  store: Store,
  shares: readonly Share[],
  asking: Asking,
): Promise<(share: Share) => string | undefined> => {
  const userIds = shares.flatMap(({ value, isUserId }) => (isUserId && value !== undefined ? [value] : []));
  const emails = await store.events.emails({ userIds }, asking);
  return ({ value, isUserId }) => {
    if (value === undefined) return undefined;
    if (!isUserId) return isEmail(value) ? value : undefined;
    return emails[value];
  };
};

/** `GET /v1/auth_overview/breakdown`: what fails most, of one kind. */
export const breakdownRoutes =
  ({ store, now }: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/auth_overview/breakdown',
      {
        schema: {
          tags,
          summary: 'Attempts by application, provider, user or address, beside the period before',
          description:
            'An attempt counts for each value that any of its events has. A user is a user_id; who has none is ' +
            'known by the upstream id, whatever its case. Of a property that the query filters by, only the ' +
            'values looked for are told.',
          querystring: breakdownQuerySchema,
          response: { 200: breakdownAnswerSchema },
        },
      },
      async ({ query }, reply): Promise<BreakdownAnswer> => {
        refuseUnknownZone(query.tz);
        const asking = askingOf(reply);
        const { scope, answer } = await overviewRange(store, query, now(), asking);
        const { by, limit } = query;
        const { shares, total } = await store.overview.breakdown({ ...scope, by, limit }, asking);
        const labelOf = by === 'user' ? await labelsOf(store, shares, asking) : () => undefined;
        return {
          ...answer,
          total,
          values: shares.map((share) => {
            const label = labelOf(share);
            const filters = narrowed(scope.filters, narrowingOf(by, share));
            return {
              value: share.value ?? null,
              ...(label === undefined ? {} : { label }),
              by: share.now,
              now: tallyOf(share.now),
              before: share.before ? tallyOf(share.before) : null,
              query: attemptQuery({ ...scope, filters }),
            };
          }),
        };
      },
    );
  };
