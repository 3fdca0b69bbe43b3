import { z } from 'zod';
import { attemptSchema } from './attempts.ts';

/** How often something happened in a stretch, and when. */
const countedSchema = z.object({
  count: z.number().int(),
  first: z.iso.datetime().optional().meta({ description: 'Absent when there is none.' }),
  last: z.iso.datetime().optional(),
});
export type CountedBefore = z.infer<typeof countedSchema>;

export const beforeAnswerSchema = z
  .object({
    from: z.iso
      .datetime()
      .meta({ description: 'The stretch that is told, up to when the attempt was decided.' }),
    to: z.iso.datetime(),
    basis: z
      .enum(['user', 'address'])
      .optional()
      .meta({
        description:
          'Whose refusals and sign-ins are counted. `user`: the same user’s. `address`: where nobody is named, those ' +
          'from the same address that name nobody either.',
      }),
    refused_credentials: countedSchema,
    refused_second_steps: countedSchema.meta({
      description: 'Second steps that were refused; those of this attempt before it was decided included.',
    }),
    unanswered_second_steps: countedSchema,
    others_failed: countedSchema.meta({
      description: 'Other people to whom something was refused from the same address.',
    }),
    sign_ins: countedSchema.meta({ description: 'Earlier attempts that signed in; no renewals.' }),
    without_sign_in: countedSchema.meta({ description: 'Earlier attempts that did not.' }),
    attempts: z.array(attemptSchema).meta({
      description:
        'Of these the newest first, at most ten: the person’s, and those of others that were refused.',
    }),
    more: z.boolean().meta({ description: 'There are more than these ten.' }),
    absent: z.literal('nobody').optional().meta({
      description: 'The attempt names neither a user nor an address.',
    }),
    sentence: z.string(),
  })
  .meta({
    id: 'AttemptBefore',
    description:
      'Just before: what the same person, and the same address, did in the time before this attempt.',
  });
export type BeforeAnswer = z.infer<typeof beforeAnswerSchema>;
