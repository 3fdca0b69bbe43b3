import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { microsOfMs } from '../../../contract/instant.ts';
import { pulledOf, sourcesQuery } from '../../api/sources.ts';
import { routes } from '../looks/paths.ts';
import type { Instants } from '../time/range.ts';
import { unknownSentences } from './source-words.ts';
import { useUnknownTimes } from './use-unknown-times.ts';

type Props = { readonly instants: Instants; readonly zone: string };

/** What may hold what was looked for and was not found: whatever is empty is asked for again. */
const found = new Set<unknown>([
  'extent',
  'histogram',
  'attempt-histogram',
  'events',
  'attempts',
  'overview',
  'user',
  'address',
]);

/** Where nothing was found: of which of the time that was looked at records may be lacking. */
export const UnknownNote = ({ instants, zone }: Props) => {
  const client = useQueryClient();
  const { data, dataUpdatedAt } = useQuery(sourcesQuery);
  const { times } = useUnknownTimes();
  const read = pulledOf(data)
    .map(({ name, complete_from: from, complete_to: to }) => `${name} ${from} ${to}`)
    .join();
  const seen = useRef(read);
  useEffect(() => {
    if (seen.current === read) return;
    seen.current = read;
    // nothing is being read here that could move
    void client.invalidateQueries({ predicate: ({ queryKey: [kind] }) => found.has(kind) });
  }, [client, read]);
  const sentences = data
    ? unknownSentences(data, times, instants, { zone, now: microsOfMs(dataUpdatedAt) })
    : [];
  if (sentences.length === 0) return null;
  return (
    <p role="note" aria-label="Records that may be missing">
      {sentences.join(' ')} What you look for may not be here yet. <Link to={routes.sources}>Sources</Link>
    </p>
  );
};
