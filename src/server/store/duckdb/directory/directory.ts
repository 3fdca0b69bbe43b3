import type { DuckDBConnection } from '@duckdb/node-api';
import { isDeepStrictEqual } from 'node:util';
import type { Micros } from '../../../../contract/instant.ts';
import {
  type DirectoryEntry,
  type DirectoryPerson,
  type DirectorySource,
  type SavedPeople,
  asOne,
  wholeName,
  withNews,
} from '../../directory-store.ts';
import type { CalledPerson } from '../../called-by.ts';
import { plainOf } from '../../plain-words.ts';
import { KnownAddresses } from '../known-addresses.ts';
import { Params, rowsOf } from '../sql.ts';
import { type RowWriter, columnNames, rowWriter } from '../tables.ts';
import { directoryTable, readEntries } from './directory-table.ts';

/** What of entries is to be written: rows that take the place of those of their people, or are new. */
type Change = { readonly entries: readonly DirectoryEntry[]; readonly replaced: readonly string[] };

/** People of directories, all of them in memory, as the table holds them. */
export class Directory {
  readonly #write: RowWriter<DirectoryEntry>;
  /** Whose which address is, as far as directories tell; records add to it. */
  readonly addresses = new KnownAddresses();
  #called: readonly CalledPerson[] | undefined;
  /** By user_id, then by source. */
  readonly #people = new Map<string, Map<string, DirectoryEntry>>();

  private constructor(write: RowWriter<DirectoryEntry>) {
    this.#write = write;
  }

  /** Read the table of an open database. */
  static async load(connection: DuckDBConnection): Promise<Directory> {
    const write = rowWriter(directoryTable, await columnNames(connection, directoryTable.name));
    const directory = new Directory(write);
    for (const entry of await readEntries(connection)) directory.#remember(entry);
    return directory;
  }

  /** What people are called, and their addresses, each a text of its own without case and accents. */
  called(): readonly CalledPerson[] {
    this.#called ??= [...this.#entries()].flatMap((entry) =>
      [entry.displayName, wholeName(entry), entry.email].flatMap((text) =>
        text === undefined ? [] : [{ userId: entry.userId, plain: plainOf(text) }],
      ),
    );
    return this.#called;
  }

  /** What is known of a person. */
  entryOf(userId: string): DirectoryEntry | undefined {
    const [first, ...others] = this.#people.get(userId)?.values() ?? [];
    return first && asOne([first, ...others]);
  }

  sources(): readonly DirectorySource[] {
    const counts = new Map<string, { listed: number; gone: number }>();
    for (const { source, listedUntil } of this.#entries()) {
      const count = counts.get(source) ?? { listed: 0, gone: 0 };
      counts.set(source, count);
      if (listedUntil === undefined) count.listed += 1;
      else count.gone += 1;
    }
    return [...counts]
      .map(([source, count]) => ({ source, ...count }))
      .toSorted((a, b) => (a.source < b.source ? -1 : 1));
  }

  /** The addresses that would be somebody’s, or nobody’s any more, if a source told this of people. */
  otherAddresses(source: string, people: readonly DirectoryPerson[]): readonly string[] {
    return people.flatMap(({ userId, email }) => {
      const before = this.#people.get(userId)?.get(source)?.email;
      return email === undefined || email === before
        ? []
        : [email, ...(before === undefined ? [] : [before])];
    });
  }

  /** Store what a source tells of people, in one transaction. On failure it is to be rolled back. */
  async save(
    connection: DuckDBConnection,
    source: string,
    people: readonly DirectoryPerson[],
  ): Promise<SavedPeople> {
    const news = new Map<string, DirectoryEntry>();
    for (const person of people) {
      const { userId } = person;
      const known = news.get(userId) ?? this.#people.get(userId)?.get(source);
      const { listedUntil: _, ...listed } = known ?? { listedUntil: undefined };
      news.set(userId, { ...withNews(known && (listed as DirectoryEntry), person), source });
    }
    const before = (userId: string) => this.#people.get(userId)?.get(source);
    const entries = [...news.values()].filter((entry) => !isDeepStrictEqual(entry, before(entry.userId)));
    const replaced = entries.flatMap(({ userId }) => (before(userId) ? [userId] : []));
    await this.#store(connection, source, { entries, replaced });
    const added = entries.length - replaced.length;
    return { added, changed: replaced.length, unchanged: news.size - entries.length };
  }

  /** Store that a source lists nobody but these any more, likewise. */
  async endListing(
    connection: DuckDBConnection,
    source: string,
    listed: ReadonlySet<string>,
    at: Micros,
  ): Promise<number> {
    const gone = [...this.#entries()].filter(
      (entry) => entry.source === source && entry.listedUntil === undefined && !listed.has(entry.userId),
    );
    const entries = gone.map((entry) => ({ ...entry, listedUntil: at }));
    await this.#store(connection, source, { entries, replaced: gone.map(({ userId }) => userId) });
    return gone.length;
  }

  *#entries(): Generator<DirectoryEntry> {
    for (const bySource of this.#people.values()) yield* bySource.values();
  }

  async #store(connection: DuckDBConnection, source: string, { entries, replaced }: Change): Promise<void> {
    if (entries.length === 0) return;
    const params = new Params();
    const [of, ids] = [params.text(source), params.list(replaced)];
    await connection.run('BEGIN');
    const sql = `DELETE FROM ${directoryTable.name} WHERE source = ${of} AND user_id IN (SELECT unnest(${ids}))`;
    if (replaced.length > 0) await rowsOf(connection, sql, params);
    await this.#write(connection, entries);
    await connection.run('COMMIT');
    for (const entry of entries) this.#remember(entry);
    this.#called = undefined;
  }

  #remember(entry: DirectoryEntry): void {
    const { userId, source, email } = entry;
    const bySource = this.#people.get(userId) ?? new Map<string, DirectoryEntry>();
    this.#people.set(userId, bySource.set(source, entry));
    const emails = [...bySource.values()].flatMap((each) => each.email ?? []);
    if (email !== undefined || emails.length > 0) this.addresses.list(userId, emails);
  }
}
