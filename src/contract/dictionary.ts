import { z } from 'zod';

const isObject = (given: unknown): given is Readonly<Record<string, unknown>> =>
  typeof given === 'object' && given !== null && !Array.isArray(given);

/**
 * An object whose members are named by data. Unlike zod’s record it keeps each of them, whatever it is called: a user or
 * a result can be `__proto__`, which JSON says like any other name.
 */
export const dictionary = <Item extends z.ZodType>(item: Item, description?: string) =>
  z
    .custom<Record<string, z.output<Item>>>(
      (given) => isObject(given) && Object.values(given).every((value) => item.safeParse(value).success),
      { error: 'must be an object whose members are all of one kind' },
    )
    .meta({
      type: 'object',
      additionalProperties: z.toJSONSchema(item, { target: 'openapi-3.0' }),
      ...(description === undefined ? {} : { description }),
    });
