import type { Micros } from '../../../contract/instant.ts';
import type { DirectoryPerson, DirectoryStore, SavedPeople } from '../../store/directory-store.ts';
import { readPerson } from './read-person.ts';

/** What became of entries: of those that were refused their places among them and why, as sentences. */
export type TakenPeople = SavedPeople & {
  readonly leftOut: number;
  readonly refused: readonly { readonly index: number; readonly message: string }[];
};

/** One reading of a source’s directory, page by page. */
export class DirectoryUpdate {
  readonly #store: DirectoryStore;
  readonly #source: string;
  readonly #listed = new Set<string>();

  constructor(store: DirectoryStore, source: string) {
    this.#store = store;
    this.#source = source;
  }

  /** Everybody met so far. */
  get listed(): ReadonlySet<string> {
    return this.#listed;
  }

  /** Store a page of entries, as the source answers them. @throws StoreError `unwritable`; nothing of it is stored then */
  async take(entries: readonly unknown[]): Promise<TakenPeople> {
    const people: DirectoryPerson[] = [];
    const refused: { index: number; message: string }[] = [];
    let leftOut = 0;
    for (const [index, entry] of entries.entries()) {
      const read = readPerson(entry);
      if ('person' in read) {
        people.push(read.person);
        this.#listed.add(read.person.userId);
      } else if ('leftOut' in read) leftOut += 1;
      else {
        refused.push({ index, message: read.refused });
        // who cannot be read is listed all the same
        if (read.userId !== undefined) this.#listed.add(read.userId);
      }
    }
    const saved = await this.#store.save(this.#source, people);
    return { ...saved, leftOut, refused };
  }

  /**
   * End it. @param reading `full`: everybody was read, so that who was not met is no longer listed since `at`; a reading
   * that met nobody is taken for no listing
   * @returns how many are no longer listed
   * @throws StoreError `unwritable`
   */
  async finish({ full, at }: { readonly full: boolean; readonly at: Micros }): Promise<number> {
    if (!full || this.#listed.size === 0) return 0;
    return this.#store.endListing(this.#source, this.#listed, at);
  }
}
