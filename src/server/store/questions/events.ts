import type { FacetsAnswer } from '../../../contract/audits.ts';
import type { EvenBuckets } from '../../../contract/buckets.ts';
import type { Micros } from '../../../contract/instant.ts';
import type { StoredEvent } from '../../records/stored-event.ts';
import type { Asking, Position, EventScope } from './scope.ts';

export type ListQuestion = EventScope & {
  readonly order: 'asc' | 'desc';
  readonly limit: number;
  /** Only what comes after this place, in the order asked for. */
  readonly after?: Position;
};

export type HistogramQuestion = EventScope & {
  readonly from: Micros;
  readonly to: Micros;
  readonly by: string;
  readonly evenBuckets: readonly EvenBuckets[];
};

/**
 * A count by bucket index and value: the ten most frequent values, each apart, and the rest: records that have another
 * value, and those that have none. The rest is never named among the values, of which any can be called anything.
 */
export type HistogramCount = { readonly bucket: number; readonly count: number } & (
  | { readonly value: string; readonly rest?: undefined }
  | { readonly rest: 'other' | 'missing' }
);

export type FacetsQuestion = EventScope & {
  readonly properties: readonly string[];
  readonly limit: number;
  readonly contains?: string;
};

export type Facet = FacetsAnswer[string];

/** Users whose e-mail address or name is known, by their ids. */
export type KnownUsersQuestion = {
  /** Only users of whom some event, or the directory, has this `org_id`. */
  readonly orgId?: string;
  readonly limit: number;
  /** Only who comes after the user of this `place`. */
  readonly after?: string;
};

/**
 * A user with the address known for them, else their name, and an organisation: the one asked for, else that of their
 * newest event, else the directory’s.
 */
export type KnownUser = {
  readonly userId: string;
  readonly name: string;
  readonly orgId?: string;
  /** What a page can begin after: of few characters, however long the id is. */
  readonly place: string;
};

/** A question about names, by words of what somebody typed or pasted, in its order. */
export type NamesQuestion = {
  readonly words: readonly string[];
  /** Names of each property. */
  readonly limit: number;
};

/**
 * A value that names somebody or something, how many events have it, and the time of the newest. `person`: somebody whom a
 * directory names, by their user_id, with the events of that or of an address that they alone have; there may be none.
 */
export type Named = {
  readonly property: 'user_id' | 'upstream_user_id' | 'application_name' | 'source_ip' | 'person';
  readonly value: string;
  readonly count: number;
  readonly last?: Micros;
};

/** A question about everything that may be seen. */
type Everything = Readonly<Record<string, never>>;

/** The questions about events. */
export type EventQuestions = {
  /** One page; at most `limit` events, or as many as fit into memory, and whether more follow. */
  list(
    question: ListQuestion,
    asking: Asking,
  ): Promise<{ readonly events: readonly StoredEvent[]; readonly more: boolean }>;
  histogram(question: HistogramQuestion, asking: Asking): Promise<readonly HistogramCount[]>;
  facets(question: FacetsQuestion, asking: Asking): Promise<FacetsAnswer>;
  /** How many events in scope were stored after a sequence, whatever their time. */
  countSince(question: EventScope & { readonly sequence: bigint }, asking: Asking): Promise<number>;
  /** Sequence of the event stored last; 0 when there is none. */
  newest(question: Everything, asking: Asking): Promise<bigint>;
  /** How many events are stored. */
  count(question: Everything, asking: Asking): Promise<number>;
  /** First and last stored instant; undefined when nothing is stored. */
  extent(question: Everything, asking: Asking): Promise<Extent | undefined>;
  /** Names of the properties seen that the contract does not name, sorted. */
  extras(question: Everything, asking: Asking): Promise<readonly string[]>;
  /** user_id → the address learned for it most recently, else the directory’s, for those that have one. */
  emails(
    question: { readonly userIds: readonly string[] },
    asking: Asking,
  ): Promise<Readonly<Record<string, string>>>;
  /** Upstream id → the user_id whose address it is, for those that are the address of one user_id alone. */
  owners(
    question: { readonly ids: readonly string[] },
    asking: Asking,
  ): Promise<Readonly<Record<string, string>>>;
  /** user_id → the addresses that it alone has, in some spelling, for those that have one. */
  ownAddresses(
    question: { readonly userIds: readonly string[] },
    asking: Asking,
  ): Promise<Readonly<Record<string, readonly string[]>>>;
  /**
   * At most `limit` users whose address or name is known, or as many as fit into memory, and whether more follow. Each comes
   * once, in an order that is the same in every question, whoever becomes known meanwhile.
   */
  knownUsers(
    question: KnownUsersQuestion,
    asking: Asking,
  ): Promise<{ readonly users: readonly KnownUser[]; readonly more: boolean }>;
  /**
   * Names that fit words, of everything: by property those first that hold most of the words, then that begin with one, then
   * of most events. Case and accents do not count, one letter alone finds nothing, and texts that are very long are no names.
   * - all words are in the name, at most six of them; or all parts of the name are among the words, one of at least three letters
   * - for people, an initial stands for a word, alone (`m.almeida`) or with the word beside it (`malmeida`, `almeidam`)
   * - of an address of a person, only what stands before the @ is the name, except for a word that has an @ itself
   * - an address of a host holds the one word there is
   * - a person of a directory is found by what they are called there, and by their address
   */
  names(question: NamesQuestion, asking: Asking): Promise<readonly Named[]>;
};

/** The first and the last instant of what is stored. */
type Extent = { readonly first: Micros; readonly last: Micros };
