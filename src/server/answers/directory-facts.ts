import type { DirectoryFacts } from '../../contract/directory.ts';
import { formatInstant } from '../../contract/instant.ts';
import type { AccountState } from '../diagnosis/account.ts';
import { type DirectoryEntry, nameOfPerson } from '../store/directory-store.ts';
import type { Person } from '../store/questions/people.ts';
import { words } from '../words/language.ts';
import type { Answering } from './answering.ts';

type Asked = Pick<Answering, 'store' | 'asking'>;

/** What directories know of people, by whom each is counted as. */
export const entriesOf = async (
  { store, asking }: Asked,
  people: readonly (Person | undefined)[],
): Promise<(person: Person | undefined) => DirectoryEntry | undefined> => {
  const userIds = [...new Set(people.flatMap((person) => (person?.isUserId === true ? [person.id] : [])))];
  const entries = await store.directory.people({ userIds: userIds.toSorted() }, asking);
  return (person) => (person?.isUserId === true ? entries[person.id] : undefined);
};

export const accountStateOf = (entry: DirectoryEntry): AccountState => {
  const { source, status, disabledAt, updated, listedUntil } = entry;
  return {
    source,
    ...(status === undefined ? {} : { status }),
    ...(disabledAt === undefined ? {} : { disabledAt }),
    ...(updated === undefined ? {} : { updated }),
    ...(listedUntil === undefined ? {} : { listedUntil }),
  };
};

/** What a directory says of somebody, as it is answered. @param zone IANA zone in which times are written */
export const directoryFactsOf = (entry: DirectoryEntry, zone: string): DirectoryFacts => {
  const { source, email, status, disabledAt, type, listedUntil } = entry;
  const [name, sentence] = [nameOfPerson(entry), words.account(accountStateOf(entry), zone)];
  return {
    source,
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(status === undefined ? {} : { status }),
    ...(disabledAt === undefined ? {} : { disabled_at_time: formatInstant(disabledAt) }),
    ...(type === undefined ? {} : { type }),
    ...(listedUntil === undefined ? {} : { listed_until: formatInstant(listedUntil) }),
    sentence,
  };
};
