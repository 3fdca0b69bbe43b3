import { z } from 'zod';

/** An error as RFC 9457 has it; `detail` is a sentence a person can act on, `id` finds it in the log. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string().optional(),
    id: z.string().optional(),
    errors: z.array(z.object({ parameter: z.string(), detail: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problemSchema>;

export const aboutSchema = z
  .object({
    version: z.string(),
    demo: z.boolean().meta({ description: 'Whether the data is generated.' }),
    auth: z.enum(['none', 'token']).meta({ description: 'Whether a token must be given at `/v1/login`.' }),
  })
  .meta({ id: 'About' });

export const loginBodySchema = z.object({ token: z.string().min(1, { error: 'must not be empty' }) });

export const healthSchema = z.object({ status: z.literal('ok') });
export const readySchema = z.object({
  status: z.enum(['ready', 'not_ready']),
  detail: z.string().optional(),
});

export const timeZonesAnswerSchema = z
  .object({ time_zones: z.array(z.string()) })
  .meta({ id: 'TimeZones', description: 'Names that `tz` takes, beside their other IANA names.' });

/** What the generated data holds, and where it is found. */
const storySchema = z.object({
  key: z.string(),
  name: z.string(),
  description: z.string(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  filters: z.array(z.object({ parameter: z.string(), value: z.string() })).meta({
    description: 'Parameters of `/v1/auth_audits` that show its events between `from` and `to`.',
  }),
  request_id: z.string().optional().meta({ description: 'The attempt to look at, when there is one.' }),
});
export type DemoStory = z.infer<typeof storySchema>;

export const storiesAnswerSchema = z
  .object({ stories: z.array(storySchema) })
  .meta({ id: 'DemoStories', description: 'Empty unless the data is generated.' });
