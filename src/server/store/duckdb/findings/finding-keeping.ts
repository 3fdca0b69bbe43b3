import type { FindingKeeping } from '../../questions/findings.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Database } from '../database.ts';
import type { Writing } from '../writing.ts';
import { keepFindings } from './finding-days.ts';

/** Keeps what was found, unless what it depends on has changed since it was begun to look for it. */
export const findingKeeping = (database: Database, writing: Writing): FindingKeeping => {
  let watched: Catalogue | undefined;
  return {
    begin: async () =>
      writing.alone(async () => {
        watched = writing.catalogue;
        watched.found.watch();
      }),
    keep: async (signature, days) =>
      writing.alone(async () => {
        const { catalogue } = writing;
        const isUnchanged =
          catalogue === watched && days.every(({ until }) => catalogue.found.isUnchangedBefore(until));
        if (!isUnchanged) return false;
        const isKept = await writing.write(async () => {
          // opened anew after a commit that failed: they are kept in the next round
          if (writing.catalogue !== catalogue) return false;
          await keepFindings(database.writer, catalogue.found, signature, days);
          return true;
        });
        if (!isKept) return false;
        catalogue.found.add(signature, days);
        catalogue.version += 1;
        return true;
      }),
  };
};
