import type { Filters } from '../../contract/filters.ts';

/** One or several values of which some event must have one, or, when undefined, a property that no event may have. */
export type Narrowing = {
  readonly property: string;
  readonly value: string | readonly string[] | undefined;
};

/**
 * The filters, and besides that attempts have a value or lack a property. Where the value's property is filtered by
 * already, the value must be one of those looked for.
 */
export const narrowed = (filters: Filters, narrowings: readonly Narrowing[]): Filters =>
  narrowings.reduce<Filters>(
    (narrow, { property, value }) =>
      value === undefined
        ? { ...narrow, missing: [...new Set([...narrow.missing, property])] }
        : { ...narrow, any: { ...narrow.any, [property]: typeof value === 'string' ? [value] : value } },
    filters,
  );
