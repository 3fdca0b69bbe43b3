import type { FacetsAnswer } from '../../../contract/audits.ts';
import { labelOf, panelFacets } from '../../../contract/fields.ts';
import { type Filters, withValue, withoutProperty, withoutValue } from '../../../contract/filters.ts';

/** A property whose values can be chosen beside the table. */
export type FacetOf = { readonly property: string; readonly title: string };

export const facets: readonly FacetOf[] = panelFacets.map((property) => ({
  property,
  title: labelOf(property),
}));

export type FacetAnswer = FacetsAnswer[string];

/** How a value is filtered by: looked for, excluded, or not at all. */
export type Choice = 'any' | 'none' | undefined;

/** One line of a facet; a chosen value that is not among the most frequent has no count. */
export type FacetLine = {
  readonly value: string;
  readonly count: number | undefined;
  /** What a directory calls the user whose it is. */
  readonly name?: string | undefined;
  readonly choice: Choice;
};

const choiceOf = (filters: Filters, property: string, value: string): Choice => {
  if (filters.any[property]?.includes(value)) return 'any';
  return filters.none[property]?.includes(value) ? 'none' : undefined;
};

/** The values of a facet, with those that are chosen but not among the most frequent first. */
export const linesOf = (facet: FacetAnswer | undefined, filters: Filters, property: string): FacetLine[] => {
  const values = facet?.values ?? [];
  const chosen = [...(filters.any[property] ?? []), ...(filters.none[property] ?? [])];
  const rare = chosen.filter((value) => !values.some((each) => each.value === value));
  return [...rare.map((value) => ({ value, count: undefined })), ...values].map((line) => ({
    ...line,
    choice: choiceOf(filters, property, line.value),
  }));
};

/** Choose a value, exclude it, or neither when it is so already. “Not recorded” goes: no event has both. */
export const withChoice = (
  filters: Filters,
  choice: 'any' | 'none',
  property: string,
  value: string,
): Filters => {
  if (choiceOf(filters, property, value) === choice) return withoutValue(filters, property, value);
  const missing = filters.missing.filter((name) => name !== property);
  return withValue({ ...filters, missing }, choice, property, value);
};

/** Only events without the property, or any again. */
export const withMissing = (filters: Filters, property: string): Filters => {
  const without = withoutProperty(filters, property);
  return filters.missing.includes(property)
    ? without
    : { ...without, missing: [...without.missing, property] };
};

/** How many filters there are on a property. */
export const chosenCount = ({ any, none, missing }: Filters, property: string): number =>
  (any[property]?.length ?? 0) + (none[property]?.length ?? 0) + (missing.includes(property) ? 1 : 0);
