import { z } from 'zod';
import { extraPrefix, isExtra, properties } from './fields.ts';
import { weekHoursHelp } from './week-hours.ts';

/** So many values one filter may have, unless told otherwise: more than anybody picks by hand. */
export const maxValues = 1_000;

/** By so many extras, or without them, a query may filter. */
export const maxExtras = 200;

/** One value or several: a parameter may be repeated, so many times. */
export const repeated = <Item extends z.ZodType<string, string>>(item: Item, most = maxValues) =>
  z
    .union([item, z.array(item).max(most, { error: `may be given at most ${most} times` })], {
      // what is wrong with the value itself, instead of “invalid input”
      error: ({ code, errors, input }) =>
        code === 'invalid_union' ? errors[Array.isArray(input) ? 1 : 0]?.[0]?.message : undefined,
    })
    .transform((value) => (Array.isArray(value) ? value : [value]) as z.output<Item>[])
    .optional();

/** A whole number within bounds, from its digits. */
export const integer = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, { error: `must be a whole number from ${min} to ${max}` })
    .transform(Number)
    .pipe(
      z
        .number()
        .int()
        .min(min, { error: `must be at least ${min}` })
        .max(max, { error: `must be at most ${max}` }),
    );

const timeHelp =
  'ISO 8601 date or date-time (no offset: UTC), or `now`, `today`, `yesterday`, `now-1day`, `-15d`.';

const networkHelp =
  ' A network, such as `10.31.0.0/16` or `2001:db8::/32`, stands for every address in it, however that is written; names of hosts are in none.';

/** Parameters that filter: one a property, `not_` for none-of, and the ones that belong to no property. */
const filterShape = {
  ...Object.fromEntries(
    properties.flatMap(({ name, param, label }) => {
      const more = name === 'source_ip' ? networkHelp : '';
      return [
        [param, repeated(z.string()).meta({ description: `${label} is one of these.${more}` })],
        [`not_${param}`, repeated(z.string()).meta({ description: `${label} is none of these.${more}` })],
      ];
    }),
  ),
  email: repeated(z.string()).meta({
    description: 'Case-insensitive; `upstream_user_id`, or any user_id known to have that address.',
  }),
  not_email: repeated(z.string()).meta({ description: 'None of these addresses.' }),
  missing: repeated(z.string()).meta({
    description: 'Records that lack this property, or have an empty text there.',
  }),
  hours: repeated(z.string()).meta({
    description:
      'The time, of an attempt its start, is in one of these hours of the week: days, whole hours or both, and the ' +
      `IANA zone of the clock (without one: UTC), such as ${weekHoursHelp}.`,
  }),
  not_hours: repeated(z.string()).meta({ description: 'It is in none of these hours of the week.' }),
  q: z.string().optional().meta({
    description: 'Literal, case-insensitive substring of any identifying property.',
  }),
};

export const rangeShape = {
  dt_from: z
    .string()
    .optional()
    .meta({ description: `Inclusive. ${timeHelp}` }),
  dt_to: z
    .string()
    .optional()
    .meta({ description: `Exclusive. ${timeHelp}` }),
};

/** Extras filter as `x.<name>` and `not_x.<name>`; whatever else is unknown is refused by name. */
const isExtraParam = (param: string): boolean => isExtra(param) || param.startsWith(`not_${extraPrefix}`);

/** The query of an endpoint that filters: range, filters and its own parameters; any other is refused by name. */
export const query = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z
    .object({ ...rangeShape, ...filterShape, ...shape })
    .catchall(repeated(z.string()))
    .superRefine((value, context) => {
      const known = new Set([...Object.keys(rangeShape), ...Object.keys(filterShape), ...Object.keys(shape)]);
      const others = Object.keys(value).filter((param) => !known.has(param));
      if (others.length > maxExtras)
        context.addIssue({
          code: 'custom',
          message: `at most ${maxExtras} parameters beside those of the contract are taken, not ${others.length}`,
        });
      for (const param of others.slice(0, maxExtras)) {
        if (isExtraParam(param)) continue;
        context.addIssue({ code: 'custom', path: [param], message: 'is not a parameter of this endpoint' });
      }
    });
