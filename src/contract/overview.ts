import { z } from 'zod';
import { attemptShape } from './attempt-filters.ts';
import { outcomeCountsSchema } from './attempts.ts';
import { beforeShape } from './period-before.ts';
import { intervalNames } from './buckets.ts';
import { outcomes, waits } from './outcome.ts';
import { integer, query } from './query.ts';

/*
 * Results over time. Everything here counts attempts by their start; *before* is the period that is compared with: the
 * one asked for, else the stretch of the same length that ends where the range begins. It is absent when the range has
 * no beginning, or nothing is stored of it. Of
 * an attempt's outcome, `decided` are those that an event decided, `unsuccessful` those of them that kept somebody out
 * (`failures` in `outcome.ts`). What did not finish, or is in progress, is in neither.
 */

const span = z.object({ from: z.iso.datetime(), to: z.iso.datetime() });
const count = z.number().int();

const tz = z.string().default('UTC').meta({ description: 'IANA time zone in which days and hours begin.' });

const beforeSchema = span
  .extend({
    stored_from: z.iso.datetime().optional().meta({
      description:
        'The first stored event, when more than a hundredth lies before it: what came then is not known.',
    }),
  })
  .optional()
  .meta({
    description: 'The period that is compared with. Absent when nothing is stored of it.',
  });

/** How attempts went, of anything. */
const tallySchema = z.object({
  attempts: count,
  decided: count.meta({ description: 'Signed in, blocked, failed, timed out or session expired.' }),
  unsuccessful: count.meta({ description: 'Blocked, failed, timed out or session expired.' }),
});
export type Tally = z.infer<typeof tallySchema>;

export const overviewQuerySchema = query({ ...attemptShape, tz });

/** Of the answers that compare. */
export const comparedQuerySchema = query({ ...attemptShape, ...beforeShape, tz });

export const numbersQuerySchema = query({
  ...attemptShape,
  ...beforeShape,
  tz,
  interval: z.enum(intervalNames).optional().meta({ description: 'Length of a bucket.' }),
  buckets: integer(1, 500).optional().meta({ description: 'About how many buckets, instead of `interval`.' }),
});

const numberSchema = z.object({
  now: z.number().nullable(),
  before: z.number().nullable().meta({ description: 'Null without a period before, or nothing in it.' }),
  series: z.array(z.number().nullable()).meta({ description: 'By bucket; null where nothing was counted.' }),
});
export type OverviewNumber = z.infer<typeof numberSchema>;

/** The numbers at the top, in the order in which they are told. */
export const numberNames = [
  'attempts',
  'success_rate',
  'failed',
  'blocked',
  'did_not_finish',
  'renewals',
  'users',
  'addresses',
  'median_seconds',
] as const;
export type NumberName = (typeof numberNames)[number];

export const numbersAnswerSchema = span
  .extend({
    before: beforeSchema,
    interval: z.enum(intervalNames),
    tz: z.string(),
    numbers: z.record(z.enum(numberNames), numberSchema).meta({
      description:
        'success_rate: signed in / decided. renewals: attempts that renewed a session, or were to; they are counted ' +
        'among the attempts. users: by user_id, else upstream id whatever its case, of all attempts but renewals. ' +
        'median_seconds: from the start of attempts that signed in, renewals apart, to the event that says so; a ' +
        'sign-in of one event took no time and is left out.',
    }),
    buckets: z
      .array(span.extend({ by: outcomeCountsSchema, now: tallySchema, before: tallySchema.nullable() }))
      .meta({
        description: '`before`: the stretch of the period before that lies as far from its beginning.',
      }),
  })
  .meta({ id: 'AuthOverviewNumbers' });
export type NumbersAnswer = z.infer<typeof numbersAnswerSchema>;

/** What can be compared by how it fails: a property whose value any event of an attempt has, or its user. */
export const breakdownNames = [
  'application_name',
  'upstream_idp',
  'org_name',
  'login_org_name',
  'user',
  'source_ip',
] as const;
export type BreakdownName = (typeof breakdownNames)[number];

export const breakdownQuerySchema = query({
  ...attemptShape,
  ...beforeShape,
  tz,
  by: z.enum(breakdownNames).meta({ description: 'What is compared.' }),
  limit: integer(1, 100).default(10).meta({ description: 'Values, those with the most unsuccessful first.' }),
});

/** Parameters of `/v1/auth_attempts` or `/v1/auth_audits`, each with its values. */
export const evidenceQuerySchema = z.record(z.string(), z.array(z.string()));
export type EvidenceQuery = z.infer<typeof evidenceQuerySchema>;

export const breakdownAnswerSchema = span
  .extend({
    before: beforeSchema,
    total: count.meta({ description: 'How many values there are now in all, null included.' }),
    values: z.array(
      z.object({
        value: z.string().nullable().meta({ description: 'Null: attempts that record none.' }),
        label: z.string().optional().meta({ description: 'An address known for the user.' }),
        name: z.string().optional().meta({ description: 'What the directory calls the user.' }),
        by: outcomeCountsSchema,
        now: tallySchema,
        before: tallySchema.nullable().meta({ description: 'Null: no attempt had it in the period before.' }),
        query: evidenceQuerySchema.meta({
          description: 'Filters of `/v1/auth_attempts` that find exactly the attempts counted now.',
        }),
      }),
    ),
  })
  .meta({ id: 'AuthOverviewBreakdown' });
export type BreakdownAnswer = z.infer<typeof breakdownAnswerSchema>;

export const stopsAnswerSchema = span
  .extend({
    attempts: count,
    signed_in: count,
    stages: z
      .array(
        z.object({
          stage: z
            .string()
            .nullable()
            .meta({ description: 'In the order of the pipeline; null: not named, or not known.' }),
          reached: count.meta({ description: 'Attempts with an event of this stage.' }),
          stopped: outcomeCountsSchema.meta({
            description: 'Attempts that did not sign in, and whose `decided_by` is of this stage.',
          }),
          waiting: z.partialRecord(z.enum(waits), count).meta({
            description: 'Of those that nothing ended: who was waited for.',
          }),
        }),
      )
      .meta({ description: 'Stages that occur.' }),
    ends: z
      .array(
        z.object({
          stage: z.string().nullable(),
          result: z.string().nullable(),
          outcome: z.enum(outcomes),
          waiting_for: z.enum(waits).nullable(),
          attempts: count,
        }),
      )
      .meta({ description: 'Attempts by the stage and result of `decided_by`, and by who was waited for.' }),
  })
  .meta({ id: 'AuthOverviewStops' });
export type StopsAnswer = z.infer<typeof stopsAnswerSchema>;

export const hoursAnswerSchema = span
  .extend({
    tz: z.string(),
    hours: z.array(
      tallySchema.extend({
        weekday: z.number().int().min(1).max(7).meta({ description: '1 is Monday.' }),
        hour: z.number().int().min(0).max(23),
      }),
    ),
  })
  .meta({
    id: 'AuthOverviewHours',
    description: 'By weekday and hour of the start in `tz`; those at 0 are left out.',
  });
export type HoursAnswer = z.infer<typeof hoursAnswerSchema>;

/** How the second step went in an attempt that asked for one: the last word on it. */
export const secondStepEnds = ['passed', 'not_accepted', 'refused', 'no_answer', 'unanswered'] as const;
export type SecondStepEnd = (typeof secondStepEnds)[number];

export const secondStepAnswerSchema = span
  .extend({
    before: beforeSchema,
    asked: z.object({ now: count, before: count.nullable() }).meta({
      description: 'Attempts with an MFA Challenge event.',
    }),
    ends: z.record(z.enum(secondStepEnds), z.object({ now: count, before: count.nullable() })).meta({
      description:
        'By the last result of MFA Challenge that is an answer: Success, Failure, Denied, Timeout; else unanswered.',
    }),
    tries: z.array(z.object({ tries: count, attempts: count })).meta({
      description: 'Attempts that passed, by the number of answers up to the first Success.',
    }),
  })
  .meta({ id: 'AuthOverviewSecondStep' });
export type SecondStepAnswer = z.infer<typeof secondStepAnswerSchema>;

export const stepsAnswerSchema = span
  .extend({
    before: beforeSchema,
    steps: z.array(
      z.object({
        from_stage: z.string().nullable(),
        to_stage: z.string().nullable(),
        count,
        median_seconds: z.number(),
        p95_seconds: z.number(),
        max_seconds: z.number(),
        slowest: z.string().meta({ description: 'request_id of the attempt with the longest wait.' }),
        slowest_at: z.iso.datetime().meta({ description: 'Its start.' }),
        before_median_seconds: z.number().nullable(),
      }),
    ),
  })
  .meta({
    id: 'AuthOverviewSteps',
    description:
      'Waits between consecutive events of attempts, by their stages; the slowest median first. Of all waits, none ' +
      'sampled; a quantile between two waits lies in proportion between them. Null: a stage that is not known.',
  });
export type StepsAnswer = z.infer<typeof stepsAnswerSchema>;
