import { z } from 'zod';

/** The period that the range is compared with, in place of the stretch as long that ends where it begins. */
export const beforeShape = {
  before_from: z
    .string()
    .optional()
    .meta({
      description:
        'Where the period begins that the range is compared with, such as the Monday before this one; written like ' +
        '`dt_from`, and given together with `before_to`. Without it: as long as the range, ending at `dt_from`.',
    }),
  before_to: z
    .string()
    .optional()
    .meta({ description: 'Where it ends, exclusive: at `dt_from` or earlier.' }),
};

/** The parameters of that period. */
export type BeforeParams = Partial<z.output<z.ZodObject<typeof beforeShape>>>;
