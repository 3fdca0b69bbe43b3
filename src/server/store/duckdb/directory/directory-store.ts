import type { DirectoryStore } from '../../directory-store.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Database } from '../database.ts';
import { changedFrom } from '../findings/changed-from.ts';
import { forgetFindings } from '../findings/finding-days.ts';
import { knownOf } from '../known-emails.ts';
import type { Writing } from '../writing.ts';

/** The part of the store that keeps who is who: told from memory, written beside the events. */
export const directoryStore = (database: Database, writing: Writing): DirectoryStore => {
  const changed = async <Result>(work: (catalogue: Catalogue) => Promise<Result>): Promise<Result> =>
    writing.alone(() =>
      writing.write(async () => {
        const { catalogue } = writing;
        const result = await work(catalogue);
        catalogue.version += 1;
        return result;
      }),
    );
  return {
    people: async ({ userIds }) => knownOf(userIds, (id) => writing.catalogue.directory.entryOf(id)),
    sources: async () => writing.catalogue.directory.sources(),
    save: (source, people) =>
      changed(async (catalogue) => {
        // what was found depends on whose an address is; forgotten before, so that a crash in between does no harm
        const from = changedFrom(catalogue, [], catalogue.directory.otherAddresses(source, people));
        if (from !== undefined) {
          await forgetFindings(database.writer, catalogue.found.after(from));
          catalogue.found.change(from);
        }
        return catalogue.directory.save(database.writer, source, people);
      }),
    endListing: (source, listed, at) =>
      changed(({ directory }) => directory.endListing(database.writer, source, listed, at)),
  };
};
