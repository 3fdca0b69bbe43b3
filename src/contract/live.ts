import { z } from 'zod';
import { query } from './query.ts';

export const newEventsQuerySchema = query({
  since: z
    .string()
    .regex(/^\d{1,18}$/, { error: 'must be the `at` of an earlier answer' })
    .optional()
    .meta({ description: 'The `at` of an earlier answer; without it nothing counts as new.' }),
});

export const newEventsAnswerSchema = z
  .object({
    count: z.number().int().meta({ description: 'Matching records stored since, whatever their time.' }),
    at: z.string().meta({ description: 'Pass it as `since` the next time. Opaque.' }),
  })
  .meta({ id: 'NewAuthAudits' });
export type NewEventsAnswer = z.infer<typeof newEventsAnswerSchema>;
