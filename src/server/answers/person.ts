import type { Parties } from '../../contract/attempts.ts';
import { fold } from '../../contract/fold.ts';
import { type Filters, noFilters } from '../../contract/filters.ts';
import { foldedUpstreamId } from '../records/column-text.ts';
import type { Person } from '../store/questions/people.ts';
import type { Answering } from './answering.ts';
import type { Narrowing } from './narrowing.ts';

type Asked = Pick<Answering, 'store' | 'asking'>;

const marks = { user: 'user ', address: 'address ' };

/** A person as one text, by which people are told apart. */
export const personKey = ({ id, isUserId }: Person): string =>
  `${isUserId ? marks.user : marks.address}${id}`;

export const personOfKey = (key: string): Person => {
  const isUserId = key.startsWith(marks.user);
  return { id: key.slice((isUserId ? marks.user : marks.address).length), isUserId };
};

/** The text of whom something tells, if it tells of somebody. */
export const userOf = ({ person }: { readonly person?: Person | undefined }): string | undefined =>
  person && personKey(person);

type Names = Pick<Parties, 'user_id' | 'upstream_user_id'>;

/** As whom attempts are counted, parallel to what they name; undefined where nobody gave a name. */
export const personsOf = async (
  { store, asking }: Asked,
  named: readonly Names[],
): Promise<readonly (Person | undefined)[]> => {
  const ids = named.flatMap(({ user_id: user, upstream_user_id: upstream }) =>
    user === undefined && upstream !== undefined ? [upstream] : [],
  );
  const owners = await store.events.owners({ ids: [...new Set(ids)].toSorted() }, asking);
  return named.map(({ user_id: user, upstream_user_id: upstream }) => {
    const known = user ?? (upstream === undefined ? undefined : owners[upstream]);
    if (known !== undefined) return { id: known, isUserId: true };
    return upstream === undefined ? undefined : { id: foldedUpstreamId(upstream), isUserId: false };
  });
};

/** Who gave no name at all. */
export const isNobody: readonly Narrowing[] = [
  { property: 'user_id', value: undefined },
  { property: 'upstream_user_id', value: undefined },
];

/**
 * By which filters the attempts of each of these people are found: of a user_id by the addresses that it alone has, of
 * which the one filter that minds no case finds the user_id’s own attempts, too; of one without an address by itself;
 * of an upstream id by itself, where there is no user_id.
 * @param filters that hold already: of several addresses only those that are looked for find what is counted
 */
export const narrowingsOf = async (
  { store, asking }: Asked,
  people: readonly Person[],
  { any }: Filters = noFilters,
): Promise<(person: Person) => readonly Narrowing[]> => {
  const userIds = [...new Set(people.flatMap(({ id, isUserId }) => (isUserId ? [id] : [])))].toSorted();
  const addresses = await store.events.ownAddresses({ userIds }, asking);
  const looked = any['email']?.map((email) => fold(email));
  return ({ id, isUserId }) => {
    if (!isUserId)
      return [
        { property: 'email', value: id },
        { property: 'user_id', value: undefined },
      ];
    const own = (addresses[id] ?? []).filter((email) => looked?.includes(fold(email)) ?? true);
    return [own.length === 0 ? { property: 'user_id', value: id } : { property: 'email', value: own }];
  };
};
