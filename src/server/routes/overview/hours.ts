import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { OutcomeCounts } from '../../../contract/attempts.ts';
import { type HoursAnswer, hoursAnswerSchema, overviewQuerySchema } from '../../../contract/overview.ts';
import { askingOf } from '../../http/asking.ts';
import { refuseUnknownZone } from '../bucket-frame.ts';
import type { Context } from '../context.ts';
import { overviewRange } from './range.ts';
import { tags } from './tags.ts';
import { tallyOf } from './tally.ts';

const week = [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) =>
  [...Array(24).keys()].map((hour) => ({ weekday, hour })),
);

/** `GET /v1/auth_overview/hours`: when in the week attempts begin. */
export const hoursRoutes =
  ({ store, now }: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/auth_overview/hours',
      {
        schema: {
          tags,
          summary: 'Attempts by weekday and hour',
          querystring: overviewQuerySchema,
          response: { 200: hoursAnswerSchema },
        },
      },
      async ({ query }, reply): Promise<HoursAnswer> => {
        const { tz } = query;
        refuseUnknownZone(tz);
        const asking = askingOf(reply);
        const { scope, answer } = await overviewRange(store, query, now(), asking);
        const { before: _, ...range } = scope;
        const counted = await store.overview.hours({ ...range, zone: tz }, asking);
        return {
          from: answer.from,
          to: answer.to,
          tz,
          hours: week.flatMap(({ weekday, hour }) => {
            const by: OutcomeCounts = {};
            for (const each of counted)
              if (each.weekday === weekday && each.hour === hour) by[each.outcome] = each.count;
            const tally = tallyOf(by);
            return tally.attempts === 0 ? [] : [{ weekday, hour, ...tally }];
          }),
        };
      },
    );
  };
