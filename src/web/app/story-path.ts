import type { DemoStory } from '../../contract/service.ts';
import { readFilters } from '../../contract/filters.ts';
import { parseInstant } from '../../contract/instant.ts';
import { attemptPath, eventsPath, sessionPath } from '../audit/looks/paths.ts';

/** Where a story of the demo is seen: the attempt or the session that tells it, else its events in its time. */
export const storyPath = ({ request_id: id, from, to, filters }: DemoStory): string => {
  if (id !== undefined) return attemptPath(id, parseInstant(from));
  const session = filters.find(({ parameter }) => parameter === 'session_id')?.value;
  if (session !== undefined) return sessionPath(session);
  return eventsPath(readFilters(filters.map(({ parameter, value }) => [parameter, value] as const)).filters, [
    ['from', from],
    ['to', to],
  ]);
};
