import { nameOfPerson } from '../store/directory-store.ts';
import type { Answering } from './answering.ts';

/** user_id → what a directory calls the person, for those that one names. */
export const directoryNames = async (
  { store, asking }: Pick<Answering, 'store' | 'asking'>,
  userIds: readonly string[],
): Promise<Readonly<Record<string, string>>> => {
  const people = await store.directory.people({ userIds: [...new Set(userIds)] }, asking);
  // an object that inherits nothing: a user can be called “constructor”
  const names = Object.create(null) as Record<string, string>;
  for (const [userId, entry] of Object.entries(people)) {
    const name = nameOfPerson(entry);
    if (name !== undefined) names[userId] = name;
  }
  return names;
};
