import { z } from 'zod';
import { integer } from './query.ts';

/** How many users a page may hold, and holds when nothing is asked. */
const maxUsers = 500;

export const guidsQuerySchema = z.strictObject({
  org_id: z.string().optional().meta({ description: 'Only users of whom some event has this `org_id`.' }),
  limit: integer(1, maxUsers).default(maxUsers).meta({ description: 'Users a page.' }),
  page_at_id: z
    .string()
    .optional()
    .meta({ description: 'Where the next page begins: from the answer before. Empty: at the first user.' }),
});

/** A user whose e-mail address is known, in the published shape. */
export const guidNameSchema = z.object({
  guid: z.string().meta({ description: 'The `user_id`.' }),
  org_id: z
    .string()
    .optional()
    .meta({ description: 'The one asked for, else that of the user’s newest event which has one.' }),
  guid_type: z.literal('user'),
  uri: z.string().optional().meta({ description: 'Not known here: always left out.' }),
  name: z.string().meta({ description: 'The address that the user’s newest event with one tells.' }),
});
export type GuidName = z.infer<typeof guidNameSchema>;

export const guidsAnswerSchema = z
  .object({
    guid_to_name_list: z.array(guidNameSchema),
    limit: z.number().int(),
    page_at_id: z.string().optional().meta({ description: 'On every full page, the last one included.' }),
  })
  .meta({ id: 'ListGuidMapping', description: 'Users whose address is known, each once, by user_id.' });
