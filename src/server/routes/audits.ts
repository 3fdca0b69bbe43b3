import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  extentAnswerSchema,
  facetsAnswerSchema,
  facetsQuerySchema,
  fieldsAnswerSchema,
  histogramAnswerSchema,
  histogramQuerySchema,
  listAnswerSchema,
  listQuerySchema,
} from '../../contract/audits.ts';
import { extraPrefix, fields, labelOf } from '../../contract/fields.ts';
import { writeFilters } from '../../contract/filters.ts';
import { formatInstant } from '../../contract/instant.ts';
import { auditRecordSchema } from '../../contract/record.ts';
import { askingOf } from '../http/asking.ts';
import { BadParameter } from '../answers/refusals.ts';
import { sendList } from '../http/send-list.ts';
import { decodeCursor, questionKey } from '../store/cursor.ts';
import type { ListQuestion } from '../store/questions/events.ts';
import type { Context } from './context.ts';
import { answerHistogram } from '../answers/histogram.ts';
import { portionsOfList } from '../answers/list-portions.ts';
import { scopeOf } from '../answers/scope.ts';

const tags = ['Authentication audits'];

/** `GET /v1/auth_audits` and what is counted beside it. */
export const auditRoutes =
  (context: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const { store, now } = context;

    app.get(
      '/v1/auth_audits',
      {
        schema: {
          tags,
          summary: 'List audit records',
          description:
            'Newest first. Every property is a filter: repeat it for any-of, prefix it with `not_` for none-of. ' +
            'A property the contract does not name is filtered by as `x.<name>` and `not_x.<name>`.',
          querystring: listQuerySchema,
          response: { 200: listAnswerSchema },
        },
      },
      async ({ query }, reply) => {
        const scope = scopeOf(query, now());
        const key = questionKey([
          query.dt_from,
          query.dt_to,
          ...writeFilters(scope.filters)
            .map((filter) => JSON.stringify(filter))
            .toSorted(), // a client may write the same filters in another order
          JSON.stringify(query.event_id?.toSorted()),
        ]);
        const cursor = query.page_at_id === undefined ? undefined : decodeCursor(query.page_at_id, key);
        if (query.page_at_id !== undefined && cursor?.order !== query.order)
          throw new BadParameter('page_at_id', 'is not from an answer to the same filters, range and order');
        const question: ListQuestion = {
          ...scope,
          ...cursor,
          order: query.order,
          limit: query.limit,
          ...(query.event_id ? { eventIds: query.event_id } : {}),
        };
        const portions = portionsOfList(store, question, {
          key,
          expand: query.expand ?? [],
          asking: askingOf(reply),
        });
        return sendList(reply, 'auth_audits', auditRecordSchema, portions);
      },
    );

    app.get(
      '/v1/auth_audits/histogram',
      {
        schema: {
          tags,
          summary: 'Count records over time',
          querystring: histogramQuerySchema,
          response: { 200: histogramAnswerSchema },
        },
      },
      async ({ query }, reply) => answerHistogram(store, query, now(), askingOf(reply)),
    );

    app.get(
      '/v1/auth_audits/facets',
      {
        schema: {
          tags,
          summary: 'The most frequent values of properties',
          querystring: facetsQuerySchema,
          response: { 200: facetsAnswerSchema },
        },
      },
      async ({ query }, reply) =>
        store.events.facets(
          {
            ...scopeOf(query, now()),
            properties: [...new Set(query.property ?? ['result', 'event_name'])],
            limit: query.limit,
            ...(query.contains === undefined ? {} : { contains: query.contains }),
          },
          askingOf(reply),
        ),
    );

    app.get(
      '/v1/auth_audits/extent',
      { schema: { tags, summary: 'First and last stored instant', response: { 200: extentAnswerSchema } } },
      async (_, reply) => {
        const extent = await store.events.extent({}, askingOf(reply));
        return extent ? { first: formatInstant(extent.first), last: formatInstant(extent.last) } : {};
      },
    );

    app.get(
      '/v1/auth_audits/fields',
      { schema: { tags, summary: 'The properties of records', response: { 200: fieldsAnswerSchema } } },
      async (_, reply) => ({
        fields: [
          ...fields.map(({ name, param, label, group, about, facet }) => ({
            name,
            param,
            label,
            group,
            about,
            facet,
          })),
          ...(await store.events.extras({}, askingOf(reply))).map((name) => ({
            name: `${extraPrefix}${name}`,
            param: `${extraPrefix}${name}`,
            label: labelOf(`${extraPrefix}${name}`),
            group: 'extra' as const,
            about: 'Not a property of the contract; seen in the data.',
            facet: true,
          })),
        ],
      }),
    );
  };
