import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { OutcomeCounts } from '../../../contract/attempts.ts';
import { type StopsAnswer, overviewQuerySchema, stopsAnswerSchema } from '../../../contract/overview.ts';
import { type EventName, eventNames } from '../../../contract/record.ts';
import { signalOf } from '../../http/cancel.ts';
import type { End } from '../../store/overview-questions.ts';
import { refuseUnknownZone } from '../bucket-frame.ts';
import type { Context } from '../context.ts';
import { overviewRange } from './range.ts';
import { tags } from './tags.ts';

const known = (stage: string | undefined): EventName | undefined => eventNames.find((each) => each === stage);

const stoppedAt = (ends: readonly End[], stage: string | undefined): OutcomeCounts => {
  const stopped: OutcomeCounts = {};
  for (const end of ends)
    if (end.outcome !== 'signed_in' && known(end.stage) === stage)
      stopped[end.outcome] = (stopped[end.outcome] ?? 0) + end.count;
  return stopped;
};

/** `GET /v1/auth_overview/stops`: where attempts stop. */
export const stopsRoutes =
  ({ store, now }: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/auth_overview/stops',
      {
        schema: {
          tags,
          summary: 'How far attempts come, and where they end',
          querystring: overviewQuerySchema,
          response: { 200: stopsAnswerSchema },
        },
      },
      async ({ query }, reply): Promise<StopsAnswer> => {
        refuseUnknownZone(query.tz);
        const { scope, answer } = overviewRange(store, query, now());
        const { before: _, ...range } = scope;
        const { reached, ends } = await store.overview.stops(range, { signal: signalOf(reply) });
        const sum = (of: readonly End[]): number => of.reduce((total, { count }) => total + count, 0);
        return {
          from: answer.from,
          to: answer.to,
          attempts: sum(ends),
          signed_in: sum(ends.filter(({ outcome }) => outcome === 'signed_in')),
          stages: reached
            .map(({ stage, count }) => ({
              stage: stage ?? null,
              reached: count,
              stopped: stoppedAt(ends, stage),
            }))
            .filter((each) => each.reached > 0),
          ends: ends
            .map(({ stage, result, outcome, count }) => ({
              stage: stage ?? null,
              result: result ?? null,
              outcome,
              attempts: count,
            }))
            .toSorted(
              (a, b) =>
                b.attempts - a.attempts ||
                `${a.stage} ${a.result} ${a.outcome}`.localeCompare(`${b.stage} ${b.result} ${b.outcome}`),
            ),
        };
      },
    );
  };
