import { z } from 'zod';

/** So many people are taken at once, and so many ids end a listing. */
const maxPeopleAtOnce = 5_000;
const maxListed = 1_000_000;

/** The source of people who are in no file and no connection of a name. */
export const fileSource = 'file';

const person = z.unknown().meta({
  description:
    'As `GET /users` of the published API has it: `id`, `email`, `first_name`, `last_name`, `display_name`, `status` ' +
    '(`active`, `pending`, `disabled`), `disabled_at_time`, `type`, `org_id`, `created`, `updated`; or as `GET /users/guids` ' +
    'has it: `guid`, `org_id`, `guid_type`, `name`.',
});

export const directoryBodySchema = z.strictObject({
  source: z.string().min(1).max(100).default(fileSource).meta({ description: 'Who tells of them.' }),
  users: z
    .array(person)
    .max(maxPeopleAtOnce)
    .optional()
    .meta({
      description: `People as the source tells of them, at most ${maxPeopleAtOnce}. What is not told again stays as it was.`,
    }),
  listed: z.array(z.string()).min(1).max(maxListed).optional().meta({
    description:
      'The ids of everybody whom the source lists, after the last part of them: others are “no longer listed” from now on. They stay known.',
  }),
});
export type DirectoryBody = z.output<typeof directoryBodySchema>;

export const directoryAnswerSchema = z
  .object({
    added: z.number().int(),
    changed: z.number().int(),
    unchanged: z.number().int(),
    left_out: z.number().int().meta({ description: 'Groups, which are nobody.' }),
    refused: z.array(z.object({ index: z.number().int(), message: z.string() })).meta({
      description: 'Which of `users` could not be taken, and why; the others were.',
    }),
    no_longer_listed: z.number().int(),
  })
  .meta({ id: 'DirectoryTaken', description: 'What became of people that were told of.' });
export type DirectoryAnswer = z.infer<typeof directoryAnswerSchema>;

/** What a directory says of somebody. */
export const directoryFactsSchema = z
  .object({
    source: z.string().meta({ description: 'The source that tells it.' }),
    name: z.string().optional(),
    email: z.string().optional(),
    status: z.string().optional().meta({
      description: '`active`, `pending`, `disabled`, or what else the directory says; as it is now.',
    }),
    disabled_at_time: z.iso.datetime().optional(),
    type: z.string().optional(),
    listed_until: z.iso.datetime().optional().meta({
      description: 'Since then the source no longer lists them; absent while it does.',
    }),
    sentence: z.string().optional().meta({ description: 'What stands out of it, in words.' }),
  })
  .meta({ id: 'DirectoryFacts' });
export type DirectoryFacts = z.infer<typeof directoryFactsSchema>;
