import type { DirectoryAnswer, DirectoryBody } from '../../../contract/directory.ts';
import type { Micros } from '../../../contract/instant.ts';
import type { DirectoryStore } from '../../store/directory-store.ts';
import { DirectoryUpdate } from './directory-update.ts';

/** Stores what a body tells of people. @throws StoreError `unwritable` */
export type TakePeople = (body: DirectoryBody) => Promise<DirectoryAnswer>;

export const peopleTaker =
  (store: DirectoryStore, now: () => Micros): TakePeople =>
  async ({ source, users, listed }) => {
    const { leftOut, ...taken } = await new DirectoryUpdate(store, source).take(users ?? []);
    return {
      ...taken,
      refused: [...taken.refused],
      left_out: leftOut,
      no_longer_listed: listed ? await store.endListing(source, new Set(listed), now()) : 0,
    };
  };
