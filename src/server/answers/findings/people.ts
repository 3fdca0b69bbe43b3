import type { Finding } from '../../../contract/findings.ts';
import { isEmail } from '../../../contract/record.ts';
import type { RecordedPerson } from '../../store/questions/findings.ts';
import type { Narrowing } from '../narrowing.ts';
import { directoryNames } from '../directory-names.ts';
import { narrowingsOf } from '../person.ts';
import type { FindingSearch } from './finder.ts';

/** Whom a finding is about, what its sentence calls them, and by which filters their attempts are found. */
type Named = {
  readonly subject: Finding['subject'];
  readonly name: string;
  readonly filters: readonly Narrowing[];
};

/** Look up what people are called: by the address that is known for them. */
export const namesOf = async (
  { store, asking, scope }: Pick<FindingSearch, 'store' | 'asking' | 'scope'>,
  people: readonly RecordedPerson[],
): Promise<(person: RecordedPerson) => Named> => {
  const userIds = people.flatMap(({ id, isUserId }) => (isUserId ? [id] : []));
  const emails = await store.events.emails({ userIds }, asking);
  const names = await directoryNames({ store, asking }, userIds);
  const narrowingOf = await narrowingsOf({ store, asking }, people, scope.filters);
  return (person) => {
    const { id, isUserId, upstream } = person;
    const called = isUserId ? names[id] : undefined;
    const recorded = isUserId ? id : (upstream ?? id);
    const email = isUserId ? emails[id] : isEmail(recorded) ? recorded : undefined;
    return {
      subject: {
        user: recorded,
        ...(email === undefined ? {} : { email }),
        ...(called === undefined ? {} : { name: called }),
      },
      name: email ?? recorded,
      filters: narrowingOf(person),
    };
  };
};
