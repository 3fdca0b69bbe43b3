import { type Filters, noFilters } from '../../../contract/filters.ts';
import { networkOf } from '../../../contract/ip-address.ts';
import { isEmail } from '../../../contract/record.ts';

/** A person who is looked for, by the filter that names them. */
export type SoughtPerson = { readonly property: string; readonly value: string };

/** The properties that name a person: an attempt that nobody came back to has none of them. */
const naming = ['email', 'user_id', 'upstream_user_id'] as const;

/** The person that filters look for; undefined where they look for nobody, or for several. */
export const personSought = ({ any, q }: Filters): SoughtPerson | undefined => {
  const people = naming.flatMap((property) => (any[property] ?? []).map((value) => ({ property, value })));
  if (people.length === 0 && q !== undefined && isEmail(q.trim()))
    return { property: 'email', value: q.trim() };
  return people.length === 1 ? people[0] : undefined;
};

/** Attempts without a name, among which those of a person may be. */
export type NamelessPlace = { readonly words: string; readonly filters: Filters };

/** What else may narrow them down: an attempt tells its application before anybody has a name. */
const kept = ['application_name', 'client_id'] as const;

const narrowed = (any: Filters['any'], addresses: readonly string[]): Filters => ({
  ...noFilters,
  any: {
    ...Object.fromEntries(
      kept.flatMap((property) => {
        const values = any[property];
        return values ? [[property, values] as const] : [];
      }),
    ),
    ...(addresses.length > 0 ? { source_ip: addresses } : {}),
  },
  missing: ['user_id', 'upstream_user_id'],
});

/**
 * Where attempts of a person may be that have no name, the likeliest first: from the addresses they come from most, from the
 * networks of these, from anywhere.
 * @param addresses of the person, the most frequent first; none where nothing is stored of them
 */
export const namelessPlaces = ({ any }: Filters, addresses: readonly string[]): NamelessPlace[] => {
  const networks = [...new Set(addresses.flatMap((address) => networkOf(address) ?? []))];
  return [
    ...(addresses.length > 0
      ? [{ words: 'from the addresses they use most', filters: narrowed(any, addresses) }]
      : []),
    ...(networks.length > 0
      ? [{ words: 'from the networks of these addresses', filters: narrowed(any, networks) }]
      : []),
    { words: addresses.length > 0 ? 'from anywhere' : 'from any address', filters: narrowed(any, []) },
  ];
};

/** Places that hold some, each more than the one before: what is in one only again says nothing new. */
export const worthShowing = <Place extends { readonly count: number }>(places: readonly Place[]): Place[] =>
  places.filter(({ count }, at) => count > Math.max(0, ...places.slice(0, at).map((each) => each.count)));
