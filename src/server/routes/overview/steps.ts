import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { formatInstant } from '../../../contract/instant.ts';
import { type StepsAnswer, overviewQuerySchema, stepsAnswerSchema } from '../../../contract/overview.ts';
import { askingOf } from '../../http/asking.ts';
import { refuseUnknownZone } from '../bucket-frame.ts';
import type { Context } from '../context.ts';
import { overviewRange } from './range.ts';
import { tags } from './tags.ts';

const seconds = (micros: number | bigint): number => Number(micros) / 1e6;

/** `GET /v1/auth_overview/steps`: between which events attempts wait longest. */
export const stepsRoutes =
  ({ store, now }: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/auth_overview/steps',
      {
        schema: {
          tags,
          summary: 'Waits between events, beside the period before',
          querystring: overviewQuerySchema,
          response: { 200: stepsAnswerSchema },
        },
      },
      async ({ query }, reply): Promise<StepsAnswer> => {
        refuseUnknownZone(query.tz);
        const asking = askingOf(reply);
        const { scope, answer } = await overviewRange(store, query, now(), asking);
        const waits = await store.overview.steps(scope, asking);
        return {
          ...answer,
          steps: waits.map(({ fromStage, toStage, count, median, p95, max, slowest, beforeMedian }) => ({
            from_stage: fromStage ?? null,
            to_stage: toStage ?? null,
            count,
            median_seconds: seconds(median),
            p95_seconds: seconds(p95),
            max_seconds: seconds(max),
            slowest: slowest.requestId,
            slowest_at: formatInstant(slowest.start),
            before_median_seconds: beforeMedian === undefined ? null : seconds(beforeMedian),
          })),
        };
      },
    );
  };
