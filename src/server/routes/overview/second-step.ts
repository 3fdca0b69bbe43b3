import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  type SecondStepAnswer,
  type SecondStepEnd,
  overviewQuerySchema,
  secondStepAnswerSchema,
  secondStepEnds,
} from '../../../contract/overview.ts';
import { askingOf } from '../../http/asking.ts';
import { refuseUnknownZone } from '../bucket-frame.ts';
import type { Context } from '../context.ts';
import { overviewRange } from './range.ts';
import { tags } from './tags.ts';

/** `GET /v1/auth_overview/second_step`: how often it is passed, and after how many tries. */
export const secondStepRoutes =
  ({ store, now }: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/auth_overview/second_step',
      {
        schema: {
          tags,
          summary: 'How the second step goes, beside the period before',
          querystring: overviewQuerySchema,
          response: { 200: secondStepAnswerSchema },
        },
      },
      async ({ query }, reply): Promise<SecondStepAnswer> => {
        refuseUnknownZone(query.tz);
        const asking = askingOf(reply);
        const { scope, answer } = await overviewRange(store, query, now(), asking);
        const counted = await store.overview.secondStep(scope, asking);
        const { before } = counted;
        const ends = secondStepEnds.map((end) => [
          end,
          { now: counted.now.ends[end] ?? 0, before: before ? (before.ends[end] ?? 0) : null },
        ]);
        return {
          ...answer,
          asked: { now: counted.now.asked, before: before?.asked ?? null },
          ends: Object.fromEntries(ends) as Record<SecondStepEnd, { now: number; before: number | null }>,
          tries: [...counted.now.tries].map(([tries, attempts]) => ({ tries, attempts })),
        };
      },
    );
  };
