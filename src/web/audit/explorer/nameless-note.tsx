import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { formatInstant } from '../../../contract/instant.ts';
import { type Filters, noFilters, withValue } from '../../../contract/filters.ts';
import { noAttemptFilters } from '../../../contract/attempt-filters.ts';
import { attemptHistogramQuery } from '../../api/attempts.ts';
import { facetsQuery } from '../../api/facets.ts';
import { plural } from '../../lib/format.ts';
import { attemptsPath } from '../looks/paths.ts';
import { type Instants, type Range, writeRange } from '../time/range.ts';
import { type SoughtPerson, namelessPlaces, worthShowing } from './nameless.ts';
import css from './nameless-note.module.css';

/** So many of a person’s addresses are looked at, the most frequent. */
const mostAddresses = 8;

type Props = {
  readonly person: SoughtPerson;
  /** What else is filtered by: of it the application is kept. */
  readonly filters: Filters;
  readonly range: Range;
  readonly instants: Instants;
  /** In one line, below what there is. */
  readonly brief?: boolean;
};

/** Where attempts of a person may be that have no name, with how many there are. */
const usePlaces = ({ person, filters, instants: { from, to } }: Props) => {
  const own = { filters: withValue(noFilters, 'any', person.property, person.value) };
  const seen = useQuery(facetsQuery(own, { properties: ['source_ip'], limit: mostAddresses }));
  const addresses = seen.data?.['source_ip']?.values.map(({ value }) => value) ?? [];
  const within = {
    ...(from !== undefined && { from: formatInstant(from) }),
    ...(to !== undefined && { to: formatInstant(to) }),
  };
  const places = seen.isPending ? [] : namelessPlaces(filters, addresses);
  const counts = useQueries({
    queries: places.map((place) =>
      attemptHistogramQuery({ ...within, filters: place.filters, attempts: noAttemptFilters }, 'UTC', 1),
    ),
  });
  if (seen.isPending || counts.some(({ isPending }) => isPending)) return undefined;
  return worthShowing(places.map((place, at) => ({ ...place, count: counts[at]?.data?.count ?? 0 })));
};

/**
 * Says that a sign-in has no name until the provider answers, and offers the attempts without one among which somebody’s may
 * be: whoever was sent to the provider and never came back is found by no name.
 */
export const NamelessNote = (props: Props) => {
  const places = usePlaces(props);
  const { brief = false, range, person } = props;
  if (brief && (places === undefined || places.length === 0)) return null;
  return (
    <div
      role="note"
      aria-label="Attempts without a name"
      className={css['note']}
      data-brief={brief || undefined}
    >
      <p>
        A sign-in has no name until the identity provider answers. If {person.value} was sent there and never
        came back, the attempt is stored without one.
      </p>
      {places?.length === 0 && <p>No attempt in this time is without a name.</p>}
      {places !== undefined && places.length > 0 && (
        <ul>
          {places.map(({ words, filters, count }) => (
            <li key={words}>
              <Link to={attemptsPath(filters, writeRange(range))}>
                {plural(count, 'attempt')} without a name
              </Link>{' '}
              {words}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};
