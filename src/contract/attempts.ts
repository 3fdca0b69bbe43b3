import { z } from 'zod';
import { attemptShape } from './attempt-filters.ts';
import { facetNames, maxFacets } from './audits.ts';
import { intervalNames } from './buckets.ts';
import { certainties, decidedBySchema, outcomes, verdictSchema, waits } from './outcome.ts';
import { extraPrefix, isExtra } from './fields.ts';
import { idParam } from './id-segment.ts';
import { integer, query, repeated } from './query.ts';
import { auditRecordSchema } from './record.ts';

/** How many attempts a page may hold, and holds when nothing is asked. */
export const maxAttempts = 500;
const defaultAttempts = 100;

/** So many events of one attempt or session are answered; the rest is found by `GET /v1/auth_audits`. */
export const maxEventsShown = 10_000;

/** The zone in which sentences tell times. */
export const sentenceZone = z
  .string()
  .default('UTC')
  .meta({ description: 'IANA time zone, for the times in sentences.' });

export const attemptsQuerySchema = query({
  ...attemptShape,
  limit: integer(1, maxAttempts).default(defaultAttempts).meta({ description: 'Attempts a page.' }),
  order: z.enum(['desc', 'asc']).default('desc').meta({ description: 'By start: newest or oldest first.' }),
  page_at_id: z
    .string()
    .optional()
    .meta({ description: 'Where the next page begins: from the answer before.' }),
  tz: sentenceZone,
});

/** Who and what an attempt is about: each the last value recorded, address and browser the first. */
const partiesSchema = z.object({
  user_id: z.string().optional(),
  upstream_user_id: z.string().optional(),
  email: z
    .string()
    .optional()
    .meta({ description: 'The upstream id when it is an address, else the one known.' }),
  name: z.string().optional().meta({ description: 'What the directory calls the person.' }),
  application_name: z.string().optional(),
  client_id: z.string().optional(),
  upstream_idp: z.string().optional(),
  source_ip: z.string().optional(),
  user_agent: z.string().optional(),
  browser: z.string().optional().meta({ description: 'The user agent in a few words.' }),
  org_id: z.string().optional(),
  org_name: z.string().optional(),
  login_org_id: z.string().optional(),
  login_org_name: z.string().optional(),
});
export type Parties = z.infer<typeof partiesSchema>;

export const attemptSchema = partiesSchema
  .extend({
    request_id: z.string(),
    start: z.iso.datetime(),
    end: z.iso.datetime().meta({ description: 'Time of the last event so far.' }),
    duration: z.number().meta({ description: 'Seconds from start to end.' }),
    events_count: z.number().int(),
    retries: z.number().int().meta({ description: 'Failures before the event that decided.' }),
    sessions: z.array(z.string()),
    trace_ids: z.array(z.string()),
    outcome: z.enum(outcomes),
    certainty: z.enum(certainties),
    waiting_for: z.enum(waits).optional().meta({
      description: 'Who is waited for: only of an attempt that is in progress or did not finish.',
    }),
    renewal: z.literal(true).optional().meta({
      description: 'A session was renewed, or was to be: nobody signed in, nobody did anything.',
    }),
    decided_by: decidedBySchema,
    stopped_at: z
      .object({ event_name: z.string().optional(), result: z.string().optional(), time: z.iso.datetime() })
      .meta({ description: 'The last event.' }),
    ends_after_range: z.literal(true).optional().meta({
      description: 'The attempt began in the range asked for and went on after it; it is shown whole.',
    }),
    verdict: verdictSchema,
  })
  .meta({ id: 'AuthAttempt' });
export type Attempt = z.infer<typeof attemptSchema>;

export const attemptsAnswerSchema = z
  .object({
    auth_attempts: z.array(attemptSchema),
    limit: z.number().int(),
    page_at_id: z.string().optional().meta({ description: 'Absent on the last page.' }),
  })
  .meta({
    id: 'ListAuthAttemptsResponse',
    description: 'How many there are in all: the `count` of `/v1/auth_attempts/histogram`.',
  });
export type AttemptsAnswer = z.infer<typeof attemptsAnswerSchema>;

export const attemptHistogramQuerySchema = query({
  ...attemptShape,
  tz: z.string().default('UTC').meta({ description: 'IANA time zone in which days begin.' }),
  interval: z.enum(intervalNames).optional().meta({ description: 'Length of a bucket.' }),
  buckets: integer(1, 500).optional().meta({ description: 'About how many buckets, instead of `interval`.' }),
});

export const outcomeCountsSchema = z.partialRecord(z.enum(outcomes), z.number().int());
export type OutcomeCounts = z.infer<typeof outcomeCountsSchema>;

export const attemptHistogramSchema = z.object({
  interval: z.enum(intervalNames),
  tz: z.string(),
  count: z.number().int().meta({ description: 'Exactly how many attempts match.' }),
  by: outcomeCountsSchema,
  buckets: z.array(
    z.object({
      from: z.iso.datetime(),
      to: z.iso.datetime(),
      count: z.number().int(),
      by: outcomeCountsSchema,
    }),
  ),
});
export type AttemptHistogram = z.infer<typeof attemptHistogramSchema>;

export const attemptHistogramAnswerSchema = attemptHistogramSchema
  .extend({
    unlinked: z.number().int().meta({
      description:
        'Records in the range that match the filters and have no request_id: they are no attempts.',
    }),
  })
  .meta({
    id: 'AuthAttemptHistogram',
    description: 'Attempts by start and outcome; outcomes at 0 are left out.',
  });
export type AttemptHistogramAnswer = z.infer<typeof attemptHistogramAnswerSchema>;

/** What attempts can be counted by: what events can, and how they ended. */
const countable = z
  .string()
  .refine((name) => name === 'outcome' || facetNames.includes(name) || isExtra(name), {
    error: `must be outcome, one of ${facetNames.join(', ')}, or ${extraPrefix}<name>`,
  });

export const attemptFacetsQuerySchema = query({
  ...attemptShape,
  property: repeated(countable, maxFacets).meta({
    description: `What to count by, at most ${maxFacets}; outcome unless told.`,
  }),
  limit: integer(1, 100).default(10).meta({ description: 'Values a property.' }),
  contains: z
    .string()
    .optional()
    .meta({ description: 'Only values with this substring, whatever its case.' }),
});

export const attemptParamsSchema = z.object({ request_id: idParam });

export const attemptQuerySchema = z.strictObject({
  at: z.string().optional().meta({
    description:
      'About when it was. It helps to find the attempt and never cuts it: without it, it is found too.',
  }),
  tz: sentenceZone,
});

export const attemptAnswerSchema = attemptSchema
  .extend({
    events: z
      .array(auditRecordSchema)
      .meta({ description: 'Oldest first; ties in the order of the pipeline.' }),
    event_ids: z.array(z.string()).meta({ description: 'The ids of the events, parallel to them.' }),
    step_titles: z.array(z.string()).meta({ description: 'Each event in a few words, parallel to them.' }),
    reply: z.string().optional().meta({
      description:
        'A reply to the person, ready to be copied. Absent when nobody could get it, or nothing is to be told.',
    }),
    no_reply: z.string().optional().meta({ description: 'In words why `reply` is absent, when it is.' }),
    escalation: z.string().meta({ description: 'A text to hand it on, with ids and UTC times; add a link.' }),
    more_events: z
      .number()
      .int()
      .meta({
        description: `How many came before these: the newest ${maxEventsShown} are told. Nearly always 0.`,
      }),
  })
  .meta({ id: 'AuthAttemptWithEvents' });
export type AttemptAnswer = z.infer<typeof attemptAnswerSchema>;
