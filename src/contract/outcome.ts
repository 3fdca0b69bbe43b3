import { z } from 'zod';

/**
 * How an attempt ended, the good end first. The last two are steps that time has judged: nothing after them for
 * less, or more, than ten minutes.
 */
export const outcomes = [
  'signed_in',
  'blocked',
  'failed',
  'timed_out',
  'session_expired',
  'in_progress',
  'did_not_finish',
] as const;
export type Outcome = (typeof outcomes)[number];

/** Outcomes that kept somebody out. *Did not finish* is no failure: it is shown apart. */
export const failures = ['blocked', 'failed', 'timed_out', 'session_expired'] as const satisfies Outcome[];

export const isFailure = (outcome: Outcome): boolean => failures.some((each) => each === outcome);

/** `recorded`: the data says so. `likely`: an inference, which always comes with its alternatives. */
export const certainties = ['recorded', 'likely'] as const;

/**
 * Who is waited for where nothing has ended an attempt: the user at the first page, the identity provider, the user at
 * the provider’s page, the user’s second step, the platform itself, the application that is to collect its token.
 */
export const waits = [
  'user',
  'identity_provider',
  'user_at_provider',
  'second_step',
  'platform',
  'application',
] as const;
export type WaitingFor = (typeof waits)[number];

/** Whose the next step is. */
const owners = [
  'user',
  'help_desk',
  'admin',
  'policy_admin',
  'identity_provider_admin',
  'application_owner',
  'integration_owner',
  'security',
] as const;
export type Owner = (typeof owners)[number];

/** What a text is made of besides its words: numbers and booleans as such, instants in ISO 8601, the rest texts. */
const params = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
export type TextParams = z.infer<typeof params>;

const noteSchema = z.object({ code: z.string(), params, text: z.string() });

export const decidedBySchema = z
  .object({
    event_id: z.string(),
    event_name: z.string().optional(),
    result: z.string().optional(),
    time: z.iso.datetime(),
  })
  .meta({
    description:
      'The event that decided; when none did, the one that asks for what is waited for, else the last one. Old records: stage, event.',
  });

/** What an attempt's events say, in words. `code` and `params` determine every text: words can be translated. */
export const verdictSchema = z
  .object({
    outcome: z.enum(outcomes),
    certainty: z.enum(certainties),
    decided_by: decidedBySchema,
    code: z.string(),
    params,
    title: z.string(),
    short: z.string().optional().meta({
      description:
        'Of an attempt that is in progress or did not finish: the step alone, as within a sentence. Absent when it is nothing but waiting.',
    }),
    sentence: z.string(),
    causes: z
      .array(z.string())
      .meta({ description: 'Likely causes, the likeliest first; empty for a success.' }),
    worth_a_look: z.literal(true).optional().meta({
      description: 'Somebody signed in, and what happened just before deserves a look.',
    }),
    next_step: z.object({ text: z.string(), owner: z.enum(owners) }).optional(),
    notes: z
      .array(noteSchema)
      .meta({ description: 'What a reader should know besides, none of it an error.' }),
  })
  .meta({ id: 'Verdict' });
export type Verdict = z.infer<typeof verdictSchema>;
