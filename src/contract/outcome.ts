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

/** Whose the next step is. */
export const owners = [
  'user',
  'help_desk',
  'admin',
  'policy_admin',
  'identity_provider_admin',
  'application_owner',
  'integration_owner',
] as const;
export type Owner = (typeof owners)[number];

/** What a text is made of besides its words; every value is a text, instants in ISO 8601. */
const params = z.record(z.string(), z.string());

export const noteSchema = z.object({ code: z.string(), params, text: z.string() });
export type Note = z.infer<typeof noteSchema>;

export const decidedBySchema = z
  .object({
    event_name: z.string().optional(),
    result: z.string().optional(),
    time: z.iso.datetime(),
  })
  .meta({ description: 'The event that decided, or the last one when none did. Old records: stage, event.' });

/** What an attempt's events say, in words. `code` and `params` determine every text: words can be translated. */
export const verdictSchema = z
  .object({
    outcome: z.enum(outcomes),
    certainty: z.enum(certainties),
    decided_by: decidedBySchema,
    code: z.string(),
    params,
    title: z.string(),
    sentence: z.string(),
    causes: z
      .array(z.string())
      .meta({ description: 'Likely causes, the likeliest first; empty for a success.' }),
    next_step: z.object({ text: z.string(), owner: z.enum(owners) }).optional(),
    notes: z
      .array(noteSchema)
      .meta({ description: 'What a reader should know besides, none of it an error.' }),
  })
  .meta({ id: 'Verdict' });
export type Verdict = z.infer<typeof verdictSchema>;
