import { z } from 'zod';
import { query } from './query.ts';

export const newEventsQuerySchema = query({
  since: z
    .string()
    .regex(/^\d{1,18}$/, { error: 'must be the `at` of an earlier answer' })
    .optional()
    .meta({ description: 'The `at` of an earlier answer; without it nothing counts as new.' }),
  or_from: z
    .string()
    .optional()
    .meta({
      description:
        'Where the rows on screen end: matching records of this time or later count too, whenever they were stored. ' +
        'With it `ahead` is told.',
    }),
});

export const newEventsAnswerSchema = z
  .object({
    count: z.number().int().meta({ description: 'Matching records stored since, whatever their time.' }),
    ahead: z
      .number()
      .int()
      .optional()
      .meta({ description: 'Records that match all but `dt_to`, and are of that time or later.' }),
    at: z.string().meta({ description: 'Pass it as `since` the next time. Opaque.' }),
  })
  .meta({ id: 'NewAuthAudits' });
export type NewEventsAnswer = z.infer<typeof newEventsAnswerSchema>;
