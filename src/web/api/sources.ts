import { queryOptions } from '@tanstack/react-query';
import type { SourcesAnswer } from '../../contract/sources.ts';

/** How often sources are asked after while a page is open (milliseconds): something is being read or fails, or all is well. */
const paces = { moving: 10_000, quiet: 60_000 } as const;

/** Sources that are pulled: of these alone it is known until when they are complete. */
export const pulledOf = (answer: SourcesAnswer | undefined): SourcesAnswer['sources'] =>
  (answer?.sources ?? []).filter(({ kind }) => kind !== 'webhook');

/**
 * Where records come from, and until when they are complete. The schema of the answer comes with the first question: nothing
 * on screen waits for it.
 */
export const sourcesQuery = queryOptions({
  queryKey: ['sources'],
  queryFn: async ({ signal }) => (await import('./ask-for-sources.ts')).askForSources(signal),
  staleTime: paces.moving,
  refetchInterval: ({ state: { data } }) => {
    const pulled = pulledOf(data);
    if (pulled.length === 0) return false;
    return pulled.every(({ state }) => state === 'current') ? paces.quiet : paces.moving;
  },
});
