import type { Finding } from '../../../contract/findings.ts';
import { isEmail } from '../../../contract/record.ts';
import type { Person } from '../../store/questions/findings.ts';
import type { FindingSearch } from './finder.ts';

/** Whom a finding is about, and what its sentence calls them. */
type Named = { readonly subject: Finding['subject']; readonly name: string };

/** Look up what people are called: by the address that is known for them. */
export const namesOf = async (
  { store, asking }: Pick<FindingSearch, 'store' | 'asking'>,
  people: readonly Person[],
): Promise<(person: Person) => Named> => {
  const userIds = people.flatMap(({ id, isUserId }) => (isUserId ? [id] : []));
  const emails = await store.events.emails({ userIds }, asking);
  return ({ id, isUserId, upstream }) => {
    const recorded = isUserId ? id : (upstream ?? id);
    const email = isUserId ? emails[id] : isEmail(recorded) ? recorded : undefined;
    return {
      subject: { user: recorded, ...(email === undefined ? {} : { email }) },
      name: email ?? recorded,
    };
  };
};
