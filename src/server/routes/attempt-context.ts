import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  type LastSuccessAnswer,
  type SinceAnswer,
  lastSuccessAnswerSchema,
  othersAnswerSchema,
  sinceAnswerSchema,
} from '../../contract/attempt-context.ts';
import { type Attempt, attemptParamsSchema, attemptQuerySchema } from '../../contract/attempts.ts';
import { isFieldName, labelOf } from '../../contract/fields.ts';
import { formatInstant } from '../../contract/instant.ts';
import { isFailure } from '../../contract/outcome.ts';
import { absentSentences, differencesSentence, sinceSentence } from '../diagnosis/context-texts.ts';
import { askingOf } from '../http/asking.ts';
import type { Asking } from '../store/questions/scope.ts';
import { type AttemptQuery, findAttempt } from './attempt.ts';
import { settledAt } from './attempt-scope.ts';
import type { Context } from './context.ts';
import { answerOthers } from './others.ts';
import { type Presented, presentAttempts } from './present-attempt.ts';
import { samePerson } from './same-person.ts';

const tags = ['Sign-in attempts'];

/** So many later attempts are looked at for a success, and so many are shown. */
const lookedAt = 50;
const shownAfter = 10;

const whoOf = ({ email, upstream_user_id: upstream, user_id: user }: Attempt): string | undefined =>
  email ?? upstream ?? user;

/** What the same person tried after an attempt. */
const answerSince = async (
  { store, now }: Context,
  { attempt, stored }: Presented,
  { tz }: AttemptQuery,
  asking: Asking,
): Promise<SinceAnswer> => {
  const none = { failures: 0, unfinished: 0, more: false, attempts: [] };
  const same = samePerson(attempt);
  if (!same) return { ...none, absent: 'no_user', sentence: absentSentences.no_user };
  const { basis, filters } = same;
  const time = now();
  const page = await store.attempts.page(
    {
      filters,
      from: stored.start,
      renewal: false, // nobody did anything
      settled: await settledAt(store, time, asking),
      order: 'asc',
      limit: lookedAt + 1,
    },
    asking,
  );
  const later = page.attempts.filter(({ requestId }) => requestId !== stored.requestId);
  const isInferred = basis === 'address_and_browser';
  if (later.length === 0)
    return { ...none, basis, sentence: absentSentences[isInferred ? 'no_later_like' : 'no_later'] };
  const at = later.findIndex(({ outcome }) => outcome === 'signed_in');
  const before = at === -1 ? later : later.slice(0, at);
  const first = later[at];
  const shown =
    first && at >= shownAfter ? [...later.slice(0, shownAfter), first] : later.slice(0, shownAfter);
  const presented = await presentAttempts({ store, now: time, zone: tz, asking }, shown);
  const told = {
    failures: before.filter(({ outcome }) => isFailure(outcome)).length,
    unfinished: before.filter(({ outcome }) => !isFailure(outcome)).length,
    more: page.more && !first,
  };
  const found = presented.find((each) => each.stored.requestId === first?.requestId);
  const after = first && first.start - stored.start;
  return {
    basis,
    ...told,
    ...(first && after !== undefined
      ? {
          success: {
            request_id: first.requestId,
            start: formatInstant(first.start),
            after: Number(after) / 1e6,
          },
        }
      : {}),
    attempts: presented.slice(0, shownAfter).map((each) => each.attempt),
    sentence: sinceSentence(
      told,
      after === undefined ? undefined : { after, who: found && whoOf(found.attempt) },
      isInferred,
    ),
  };
};

/** What an attempt is compared by, and shown as. */
const compared = [
  ['source_ip', 'source_ip'],
  ['user_agent', 'browser'],
  ['upstream_idp', 'upstream_idp'],
  ['upstream_user_id', 'upstream_user_id'],
  ['application_name', 'application_name'],
  ['org_id', 'org_name'],
  ['login_org_id', 'login_org_name'],
] as const;

const labelled = (property: string): string =>
  property === 'user_agent'
    ? 'Browser'
    : isFieldName(property)
      ? labelOf(property).replace(/ ID$/, '')
      : property;

const differencesOf = (attempt: Attempt, success: Attempt) =>
  compared.flatMap(([property, shown]) => {
    // a value that this attempt never came to record is no difference
    if (attempt[property] === undefined || attempt[property] === success[property]) return [];
    const [here, there] = [attempt[shown] ?? attempt[property], success[shown] ?? success[property]];
    return [
      {
        property,
        label: labelled(property),
        ...(here === undefined ? {} : { this_time: here }),
        ...(there === undefined ? {} : { last_time: there }),
      },
    ];
  });

/** The last success of the same person before an attempt, and what differs from it. */
const answerLastSuccess = async (
  { store, now }: Context,
  { attempt, stored }: Presented,
  { tz }: AttemptQuery,
  asking: Asking,
): Promise<LastSuccessAnswer> => {
  const same = samePerson(attempt);
  if (!same) return { differences: [], absent: 'no_user', sentence: absentSentences.no_user };
  const { basis, filters } = same;
  const time = now();
  const { attempts } = await store.attempts.page(
    {
      filters,
      to: stored.start,
      settled: await settledAt(store, time, asking),
      outcomes: ['signed_in'],
      renewal: false,
      order: 'desc',
      limit: 1,
    },
    asking,
  );
  const [success] = await presentAttempts({ store, now: time, zone: tz, asking }, attempts);
  const isInferred = basis === 'address_and_browser';
  if (!success)
    return {
      basis,
      differences: [],
      sentence: absentSentences[isInferred ? 'no_success_like' : 'no_success'],
    };
  const differences = differencesOf(attempt, success.attempt);
  return {
    basis,
    attempt: success.attempt,
    differences,
    sentence: differencesSentence(
      differences.map(({ label }) => label.toLowerCase()),
      stored.start - success.stored.start,
      isInferred,
    ),
  };
};

/** The blocks around a verdict: each a small question of its own, which explains its own absence. */
export const attemptContextRoutes =
  (context: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const shared = { tags, params: attemptParamsSchema, querystring: attemptQuerySchema };

    app.get(
      '/v1/auth_attempts/:request_id/others',
      { schema: { ...shared, summary: 'Only them?', response: { 200: othersAnswerSchema } } },
      async ({ params, query }, reply) => {
        const asking = askingOf(reply);
        return answerOthers(context, await findAttempt(context, params.request_id, query, asking), asking);
      },
    );

    app.get(
      '/v1/auth_attempts/:request_id/since',
      { schema: { ...shared, summary: 'Since then', response: { 200: sinceAnswerSchema } } },
      async ({ params, query }, reply) => {
        const asking = askingOf(reply);
        const found = await findAttempt(context, params.request_id, query, asking);
        return answerSince(context, found, query, asking);
      },
    );

    app.get(
      '/v1/auth_attempts/:request_id/last_success',
      {
        schema: {
          ...shared,
          summary: 'Compared with their last success',
          response: { 200: lastSuccessAnswerSchema },
        },
      },
      async ({ params, query }, reply) => {
        const asking = askingOf(reply);
        const found = await findAttempt(context, params.request_id, query, asking);
        return answerLastSuccess(context, found, query, asking);
      },
    );
  };
