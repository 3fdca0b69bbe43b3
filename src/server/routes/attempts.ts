import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  attemptAnswerSchema,
  attemptFacetsQuerySchema,
  attemptHistogramAnswerSchema,
  attemptHistogramQuerySchema,
  attemptParamsSchema,
  attemptQuerySchema,
  attemptSchema,
  attemptsAnswerSchema,
  attemptsQuerySchema,
} from '../../contract/attempts.ts';
import { facetsAnswerSchema } from '../../contract/audits.ts';
import { writeFilters } from '../../contract/filters.ts';
import { askingOf } from '../http/asking.ts';
import { BadParameter } from '../answers/refusals.ts';
import { sendList } from '../http/send-list.ts';
import type { AttemptsQuestion } from '../store/questions/attempts.ts';
import { questionKey } from '../store/cursor.ts';
import { answerAttempt } from '../answers/attempts/attempt.ts';
import { countByOutcome } from '../answers/attempts/attempt-histogram.ts';
import { portionsOfAttempts } from '../answers/attempts/attempt-portions.ts';
import { attemptScopeOf, decodeAttemptCursor } from '../answers/attempts/attempt-scope.ts';
import { refuseUnknownZone } from '../answers/bucket-frame.ts';
import { type Context, answering } from './context.ts';
import { scopeOf } from '../answers/scope.ts';

const tags = ['Sign-in attempts'];

/** `GET /v1/auth_attempts`, one of them, and what is counted beside them. */
export const attemptRoutes =
  (context: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const { store, now } = context;

    app.get(
      '/v1/auth_attempts',
      {
        schema: {
          tags,
          summary: 'List sign-in attempts',
          description:
            'One row per request_id, with its verdict; newest start first. An attempt is in the range when its ' +
            'start is, and is answered whole. It matches when, for every filter, some event of it does; an ' +
            'exclusion means that no event has the value, `missing` that no event has the property. ' +
            'How many match in all is answered by `/v1/auth_attempts/histogram`.',
          querystring: attemptsQuerySchema,
          response: { 200: attemptsAnswerSchema },
        },
      },
      async (request, reply) => {
        const { query } = request;
        const { limit, order, page_at_id: page, tz } = query;
        refuseUnknownZone(tz);
        const time = now();
        const asking = askingOf(reply);
        const scope = await attemptScopeOf(store, query, time, asking);
        const { outcome, not_outcome, stopped_at: stage } = query;
        const { renewal, min_duration, max_duration, min_events, max_events } = query;
        const key = questionKey([
          query.dt_from,
          query.dt_to,
          ...writeFilters(scope.filters).flat(),
          JSON.stringify([outcome, not_outcome, stage, min_duration, max_duration, min_events, max_events]),
          renewal,
        ]);
        const cursor = page === undefined ? undefined : decodeAttemptCursor(page, key);
        if (page !== undefined && cursor?.order !== order)
          throw new BadParameter('page_at_id', 'is not from an answer to the same filters, range and order');
        const question: AttemptsQuestion = { ...scope, ...cursor, order, limit };
        const presenting = { store, now: time, zone: tz, asking, to: question.to };
        return sendList(
          reply,
          'auth_attempts',
          attemptSchema,
          portionsOfAttempts(presenting, question, key, (error) =>
            request.log.error({ err: error }, 'an attempt could not be read'),
          ),
        );
      },
    );

    app.get(
      '/v1/auth_attempts/histogram',
      {
        schema: {
          tags,
          summary: 'Count attempts over time by outcome',
          description: 'The same filters as the list; `count` is exactly how many it has in all.',
          querystring: attemptHistogramQuerySchema,
          response: { 200: attemptHistogramAnswerSchema },
        },
      },
      async ({ query }, reply) => {
        const time = now();
        const asking = askingOf(reply);
        const scope = await attemptScopeOf(store, query, time, asking);
        const [histogram, unlinked] = await Promise.all([
          countByOutcome(store, query, scope, asking),
          store.attempts.unlinked(scopeOf(query, time), asking),
        ]);
        return { ...histogram, unlinked };
      },
    );

    app.get(
      '/v1/auth_attempts/facets',
      {
        schema: {
          tags,
          summary: 'The most frequent values of properties, and outcomes, in attempts',
          description:
            'The same filters as the list. An attempt counts for each value that any of its events has; `missing` ' +
            'are attempts none of whose events has one. A facet ignores the filter on its own property.',
          querystring: attemptFacetsQuerySchema,
          response: { 200: facetsAnswerSchema },
        },
      },
      async ({ query }, reply) => {
        const asking = askingOf(reply);
        return store.attempts.facets(
          {
            ...(await attemptScopeOf(store, query, now(), asking)),
            properties: [...new Set(query.property ?? ['outcome'])],
            limit: query.limit,
            ...(query.contains === undefined ? {} : { contains: query.contains }),
          },
          asking,
        );
      },
    );

    app.get(
      '/v1/auth_attempts/:request_id',
      {
        schema: {
          tags,
          summary: 'One sign-in attempt with its events',
          description: 'The same verdict as in the list. 404 when no event has this request_id.',
          params: attemptParamsSchema,
          querystring: attemptQuerySchema,
          response: { 200: attemptAnswerSchema },
        },
      },
      async ({ params, query }, reply) => answerAttempt(answering(context, reply), params.request_id, query),
    );
  };
