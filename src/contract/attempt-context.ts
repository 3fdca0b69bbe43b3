import { z } from 'zod';
import { attemptHistogramSchema, attemptSchema, maxEventsShown, outcomeCountsSchema } from './attempts.ts';
import { dictionary } from './dictionary.ts';
import { directoryFactsSchema } from './directory.ts';
import { idParam } from './id-segment.ts';
import { auditRecordSchema } from './record.ts';

/** Why a block has nothing to say; `sentence` says it in words. */
const absent = z.enum(['no_user', 'no_failure']).optional().meta({
  description: 'Why there is nothing to tell, when there is not.',
});

const othersSchema = z.object({
  property: z.enum(['upstream_idp', 'application_name', 'source_ip', 'org_id']),
  value: z.string(),
  label: z.string().meta({ description: 'The value as it is shown: an organisation by its name.' }),
  failed: z.number().int().meta({ description: 'Other users who failed the same way and share the value.' }),
  signed_in: z.number().int().meta({ description: 'Other users who signed in and share the value.' }),
});

export const othersAnswerSchema = z
  .object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    failed: z
      .number()
      .int()
      .meta({ description: 'Other users who failed the same way, whatever they share.' }),
    signed_in: z.number().int(),
    by: z.array(othersSchema).meta({ description: 'Only properties that the attempt has.' }),
    only_them: z.boolean(),
    absent,
    sentence: z.string(),
  })
  .meta({
    id: 'AttemptOthers',
    description:
      'Only them? Within 15 minutes before and after: attempts of the same outcome that stopped at the same stage.',
  });
export type OthersAnswer = z.infer<typeof othersAnswerSchema>;

/** By what later or earlier attempts were found to be the same person’s. */
const basis = z.enum(['user', 'address_and_browser']).optional().meta({
  description: '`user`: the same user. `address_and_browser`: an inference, when the attempt names no user.',
});

export const sinceAnswerSchema = z
  .object({
    basis,
    failures: z.number().int().meta({ description: 'Later attempts that failed, up to the first success.' }),
    unfinished: z.number().int(),
    more: z.boolean().meta({ description: 'There are more later attempts than were looked at.' }),
    success: z
      .object({ request_id: z.string(), start: z.iso.datetime(), after: z.number() })
      .optional()
      .meta({
        description: 'The first later attempt that signed in; `after`: seconds from start to start.',
      }),
    attempts: z.array(attemptSchema).meta({ description: 'The next attempts, oldest first, at most ten.' }),
    absent,
    sentence: z.string(),
  })
  .meta({ id: 'AttemptSince', description: 'What the same user tried after this attempt.' });
export type SinceAnswer = z.infer<typeof sinceAnswerSchema>;

export const lastSuccessAnswerSchema = z
  .object({
    basis,
    attempt: attemptSchema.optional(),
    same_application: z.boolean().optional().meta({
      description:
        'Whether that success is of the same application, which is looked for first; absent when this attempt names none.',
    }),
    differences: z.array(
      z.object({
        property: z.string(),
        label: z.string(),
        this_time: z.string(),
        last_time: z.string().optional(),
        used: z.object({ count: z.number().int(), last: z.iso.datetime().optional() }).meta({
          description:
            'How many of their sign-ins before this attempt had the value of this time, of all that is stored, and ' +
            'when the last of them began. A browser is its user agent without the numbers.',
        }),
        usage: z.string().meta({ description: 'The same in words.' }),
      }),
    ),
    absent,
    sentence: z.string(),
  })
  .meta({
    id: 'AttemptLastSuccess',
    description:
      'The last success before this attempt, of this application or else of any, renewals apart: only what differs.',
  });
export type LastSuccessAnswer = z.infer<typeof lastSuccessAnswerSchema>;

const changeSchema = z.object({
  property: z.enum(['user_id', 'upstream_user_id', 'source_ip', 'user_agent']),
  from: z.string(),
  to: z.string(),
  time: z.iso.datetime(),
  request_id: z.string().optional(),
});

export const sessionAnswerSchema = z
  .object({
    session: z.string(),
    start: z.iso.datetime(),
    end: z.iso.datetime(),
    attempts: z.array(attemptSchema).meta({ description: 'Oldest first.' }),
    tokens: z.array(
      z.object({
        token_id: z.string(),
        time: z.iso.datetime(),
        event_name: z.string().optional(),
        result: z.string().optional(),
        request_id: z.string().optional(),
      }),
    ),
    users: z.array(z.string()),
    addresses: z.array(z.string()),
    browsers: z.array(z.object({ user_agent: z.string(), browser: z.string() })),
    changes: z.array(changeSchema).meta({ description: 'Where a value changed within the session.' }),
    events: z.array(auditRecordSchema).meta({
      description: 'The events of the session and of its attempts, oldest first.',
    }),
    event_ids: z.array(z.string()),
    step_titles: z.array(z.string()).meta({ description: 'Each event in a few words, parallel to them.' }),
    more_events: z.boolean().meta({
      description: `There are more events: the first ${maxEventsShown} are told and compared. Nearly always false.`,
    }),
  })
  .meta({ id: 'AuthSession' });
export type SessionAnswer = z.infer<typeof sessionAnswerSchema>;

export const rangeQuerySchema = z.strictObject({
  dt_from: z.string().optional(),
  dt_to: z.string().optional(),
  tz: z.string().default('UTC').meta({ description: 'IANA time zone of days and sentences.' }),
});

const seenSchema = z.object({
  value: z.string(),
  label: z.string().optional().meta({ description: 'A browser in a few words.' }),
  first: z.iso.datetime(),
  last: z.iso.datetime(),
  attempts: z.number().int(),
  events: z.number().int(),
});
export type Seen = z.infer<typeof seenSchema>;

const seenListSchema = z.object({
  values: z.array(seenSchema).meta({ description: 'The last seen first.' }),
  more: z.boolean(),
});

export const userAnswerSchema = z
  .object({
    user: z.string(),
    email: z.string().optional(),
    query: dictionary(
      z.array(z.string()),
      'The filters, as parameters, that find this user’s events and attempts: a user_id and every address that it ' +
        'alone has are one user; an address of none, or of several, is one of its own, where no user_id is recorded.',
    ),
    shared_by: z.array(z.string()).meta({
      description: 'Of an address that is nobody’s alone: the user_ids that are recorded with it.',
    }),
    shared_addresses: z.array(z.string()).meta({
      description:
        'Which of `upstream_user_ids` are addresses of others, too: what names one of them alone is not told here.',
    }),
    user_ids: seenListSchema,
    upstream_user_ids: seenListSchema,
    last_success: attemptSchema.optional(),
    last_failure: attemptSchema.optional(),
    attempts: attemptHistogramSchema,
    renewals: z.number().int().meta({ description: 'Of these attempts, those that only renewed a session.' }),
    addresses: seenListSchema,
    applications: seenListSchema,
    providers: seenListSchema,
    browsers: seenListSchema,
    mfa: dictionary(z.number().int(), 'Events of MFA Challenge by result.'),
    unrecorded: z.literal(true).optional().meta({
      description: 'No event names them, at any time: only a directory does.',
    }),
    directory: directoryFactsSchema.optional().meta({ description: 'What a directory says of the person.' }),
  })
  .meta({ id: 'AuthUser', description: 'One user’s sign-ins in a range.' });
export type UserAnswer = z.infer<typeof userAnswerSchema>;

export const addressAnswerSchema = z
  .object({
    address: z.string(),
    first: z.iso
      .datetime()
      .optional()
      .meta({ description: 'First and last start of an attempt in the range.' }),
    last: z.iso.datetime().optional(),
    attempts: attemptHistogramSchema,
    renewals: z.number().int().meta({ description: 'Of these attempts, those that only renewed a session.' }),
    users: z.array(
      z.object({
        user: z.string().optional().meta({ description: 'Absent: attempts in which nobody gave a name.' }),
        user_id: z.string().optional(),
        upstream_user_id: z.string().optional(),
        email: z.string().optional(),
        name: z.string().optional().meta({ description: 'What the directory calls them.' }),
        count: z.number().int(),
        by: outcomeCountsSchema,
        first: z.iso.datetime(),
        last: z.iso.datetime(),
      }),
    ),
    total_users: z
      .number()
      .int()
      .meta({ description: 'Different users, exactly; `users` holds at most 200.' }),
    browsers: seenListSchema,
    applications: seenListSchema,
  })
  .meta({ id: 'AuthAddress', description: 'Who tried from one address, and how it went.' });
export type AddressAnswer = z.infer<typeof addressAnswerSchema>;

export const sessionParamsSchema = z.object({ session: idParam });
export const userParamsSchema = z.object({ user: idParam });
export const addressParamsSchema = z.object({ address: idParam });
