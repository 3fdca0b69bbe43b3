import { z } from 'zod';
import { integer } from './query.ts';

/** So long a text is read for names (characters): a line of a ticket, not all of it. */
export const maxNamesText = 1_000;

export const namesQuerySchema = z.strictObject({
  text: z
    .string()
    .min(1, { error: 'is empty' })
    .max(maxNamesText, { error: `may have at most ${maxNamesText} characters` })
    .meta({
      description:
        'Words in any order, whatever their case and accents: a name that is being typed, or a sentence with names in it.',
    }),
  limit: integer(1, 20).default(5).meta({ description: 'Names of each kind.' }),
});

const nameOf = <Property extends string>(properties: readonly [Property, ...Property[]]) =>
  z.object({
    property: z.enum(properties).meta({ description: 'The property to filter by.' }),
    value: z.string(),
    count: z.number().int().meta({ description: 'Events that have it.' }),
    last: z.iso
      .datetime()
      .optional()
      .meta({ description: 'Time of the newest of them; absent when there is none.' }),
  });

export const namesAnswerSchema = z
  .object({
    people: z.array(
      nameOf(['email', 'user_id', 'upstream_user_id']).extend({
        email: z.string().optional().meta({ description: 'The address known for a user_id.' }),
        name: z.string().optional().meta({ description: 'What the directory calls them.' }),
      }),
    ),
    applications: z.array(nameOf(['application_name'])),
    addresses: z.array(nameOf(['source_ip'])),
  })
  .meta({
    id: 'AuthNames',
    description:
      'Of everything stored, the best fit first, and everybody whom a directory names, whether records do or not. All words are in the name, or all parts of the name are among the words; ' +
      'for people an initial stands for a word: `Almeida Marta` finds `m.almeida@…`, `marta.almeida@…` and `malmeida@…`. ' +
      'Addresses are found by a part of them, when the text is one word.',
  });
export type NamesAnswer = z.infer<typeof namesAnswerSchema>;
