import type { DemoStory } from '../../contract/service.ts';
import { readFilters } from '../../contract/filters.ts';
import { parseInstant } from '../../contract/instant.ts';
import { attemptPath, eventsPath } from './paths.ts';

/** Where a story of the demo is seen: the attempt that tells it, else its events in its time. */
export const storyPath = ({ request_id: id, from, to, filters }: DemoStory): string =>
  id === undefined
    ? eventsPath(readFilters(filters.map(({ parameter, value }) => [parameter, value] as const)).filters, [
        ['from', from],
        ['to', to],
      ])
    : attemptPath(id, parseInstant(from));
