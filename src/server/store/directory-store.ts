import type { Micros } from '../../contract/instant.ts';
import type { Asking } from './questions/scope.ts';

/** Somebody as a directory tells of them: what it does not tell is absent. */
export type DirectoryPerson = {
  /** The `user_id` of records. */
  readonly userId: string;
  readonly orgId?: string;
  readonly email?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly displayName?: string;
  /** `active`, `pending`, `disabled`, or whatever else it says. */
  readonly status?: string;
  readonly disabledAt?: Micros;
  readonly type?: string;
  readonly created?: Micros;
  readonly updated?: Micros;
};

/** A person with the source that tells of them, and of their state where several do. */
export type DirectoryEntry = DirectoryPerson & {
  readonly source: string;
  /** Since then no source lists them any more; absent while one does. */
  readonly listedUntil?: Micros;
};

/** What became of people that were told of. */
export type SavedPeople = { readonly added: number; readonly changed: number; readonly unchanged: number };

/** The people of one source: how many it lists, and how many it no longer does. */
export type DirectorySource = { readonly source: string; readonly listed: number; readonly gone: number };

/** Keeps who is who: what directories tell of people, each source for itself. */
export type DirectoryStore = {
  /** user_id → what is known of the person, for those that a directory tells of. */
  people(
    question: { readonly userIds: readonly string[] },
    asking: Asking,
  ): Promise<Readonly<Record<string, DirectoryEntry>>>;
  /** The sources that people are known from, by their names. */
  sources(question: Readonly<Record<string, never>>, asking: Asking): Promise<readonly DirectorySource[]>;
  /**
   * Keep what a source tells of people, durably, in addition to what it told before (`withNews`). They are listed again.
   * @throws StoreError `unwritable`; nothing of it is stored then
   */
  save(source: string, people: readonly DirectoryPerson[]): Promise<SavedPeople>;
  /**
   * Keep that a source lists nobody but these: the others are no longer listed since `at`, and stay known.
   * @returns how many that are who were listed before
   * @throws StoreError `unwritable`; nothing of it is stored then
   */
  endListing(source: string, listed: ReadonlySet<string>, at: Micros): Promise<number>;
};

/** What is known of somebody once more is told: what is not told again stays, but a state goes with its time. */
export const withNews = (known: DirectoryPerson | undefined, news: DirectoryPerson): DirectoryPerson => {
  if (!known) return news;
  const { disabledAt, ...rest } = known;
  return {
    ...rest,
    ...(news.status === undefined && disabledAt !== undefined ? { disabledAt } : {}),
    ...news,
  };
};

const byWeight = (one: DirectoryEntry, other: DirectoryEntry): number =>
  Number(one.listedUntil !== undefined) - Number(other.listedUntil !== undefined) ||
  Number((other.updated ?? 0n) - (one.updated ?? 0n)) ||
  (one.source < other.source ? -1 : 1);

/**
 * One person as several sources tell of them: each fact from the first that tells it, of those that list them before the
 * others, then of those that changed last.
 */
export const asOne = (entries: readonly [DirectoryEntry, ...DirectoryEntry[]]): DirectoryEntry => {
  const [first, ...others] = entries.toSorted(byWeight) as [DirectoryEntry, ...DirectoryEntry[]];
  if (others.length === 0) return first;
  const { listedUntil } = first;
  const { disabledAt, source } = [first, ...others].find(({ status }) => status !== undefined) ?? first;
  const facts = [first, ...others]
    .toReversed()
    .map(({ disabledAt: _at, listedUntil: _until, ...each }) => each);
  return {
    ...(Object.assign({}, ...facts) as DirectoryEntry),
    source,
    ...(disabledAt === undefined ? {} : { disabledAt }),
    ...(listedUntil === undefined ? {} : { listedUntil }),
  };
};

/** Somebody’s names as one; undefined where there is none. */
export const wholeName = ({
  firstName,
  lastName,
}: Pick<DirectoryPerson, 'firstName' | 'lastName'>): string | undefined => {
  const parts = [firstName, lastName].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(' ');
};

/** What a person is called; undefined where a directory gives no name. */
export const nameOfPerson = (person: DirectoryPerson): string | undefined =>
  person.displayName ?? wholeName(person);
