import type { Filters } from '../../../contract/filters.ts';
import type { Finding } from '../../../contract/findings.ts';
import { type Micros, micros } from '../../../contract/instant.ts';
import type { Refused } from '../../../contract/refused.ts';
import type { Burst, Person } from '../../store/questions/findings.ts';
import type { OverviewScope } from '../../store/questions/overview.ts';
import { attemptQuery } from '../overview/range.ts';

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

export const personFilters = ({ id, isUserId }: Person): Narrowing[] => personIs(id, isUserId);

/** The attempts of a scope that hold something of this; undefined when the scope leaves all of it out. */
export const holding = (scope: OverviewScope, refused: readonly Refused[]): OverviewScope | undefined => {
  const wanted = refused.filter((kind) => scope.refused?.includes(kind) ?? true);
  return wanted.length === 0 ? undefined : { ...scope, refused: wanted };
};

/** The attempts that a finding counts: of the scope, with more filters, and of a shorter range. */
export const attemptEvidence = (
  scope: OverviewScope,
  filters: readonly Narrowing[],
  range: { readonly from: Micros; readonly to: Micros },
): Finding['evidence'] => ({
  of: 'attempts',
  query: attemptQuery({
    ...scope,
    ...range,
    filters: narrowed(scope.filters, filters),
  }),
});

/** The range of instants from the first to the last, both included. */
export const throughout = ({ first, last }: Pick<Burst, 'first' | 'last'>) => ({
  from: first,
  to: micros(last + 1n),
});
