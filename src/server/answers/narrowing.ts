import type { Filters } from '../../contract/filters.ts';

/** A value that some event must have, or, when it is undefined, a property that no event may have. */
export type Narrowing = { readonly property: string; readonly value: string | undefined };

/**
 * The filters, and besides that attempts have a value or lack a property. Where the value's property is filtered by
 * already, the value must be one of those looked for.
 */
export const narrowed = (filters: Filters, narrowings: readonly Narrowing[]): Filters =>
  narrowings.reduce<Filters>(
    (narrow, { property, value }) =>
      value === undefined
        ? { ...narrow, missing: [...new Set([...narrow.missing, property])] }
        : { ...narrow, any: { ...narrow.any, [property]: [value] } },
    filters,
  );

/** Attempts of one person: of a user_id, of an upstream id where there is none, or of nobody who gave a name. */
export const personIs = (person: string | undefined, isUserId: boolean): Narrowing[] => {
  if (person === undefined)
    return [
      { property: 'user_id', value: undefined },
      { property: 'upstream_user_id', value: undefined },
    ];
  if (isUserId) return [{ property: 'user_id', value: person }];
  // the one filter that minds no case
  return [
    { property: 'email', value: person },
    { property: 'user_id', value: undefined },
  ];
};
