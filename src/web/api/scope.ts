import { type Filters, writeFilters } from '../../contract/filters.ts';
import type { Entries } from './client.ts';

/** What a question is about: filters and a range of instants (`from` inclusive, `to` exclusive, ISO, either open). */
export type Scope = { readonly filters: Filters; readonly from?: string; readonly to?: string };

/** The scope as query parameters of the API. */
export const scopeEntries = ({ filters, from, to }: Scope): Entries => [
  ...writeFilters(filters),
  ...(from === undefined ? [] : [['dt_from', from] as const]),
  ...(to === undefined ? [] : [['dt_to', to] as const]),
];
