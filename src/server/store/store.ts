import type { FacetsAnswer } from '../../contract/audits.ts';
import type { Piece } from '../../contract/buckets.ts';
import type { ExactNumber } from '../../contract/exact-number.ts';
import type { FieldName } from '../../contract/fields.ts';
import type { Filters } from '../../contract/filters.ts';
import type { Micros } from '../../contract/instant.ts';
import type { AuditRecord } from '../../contract/record.ts';
import type { AttemptStore } from './attempt-questions.ts';
import type { FindingStore } from './finding-questions.ts';
import type { OverviewStore } from './overview-questions.ts';
import type { SessionStore } from './session-store.ts';

/** Numbers of which a record keeps the text. */
export type KeptNumbers = Readonly<Partial<Record<FieldName, ExactNumber>>>;

/** An event ready to be stored: `../ingest/prepare.ts` makes them. */
export type PreparedEvent = {
  /** The sender's `unique_id`, or `sha256-<hex>-<n>` for a record that came without one. */
  readonly id: string;
  /** `n` of a derived id: the occurrence among equal records of its source; absent with a sender's own id. */
  readonly occurrence?: number;
  /** SHA-256 of the canonical record, hexadecimal. Equal contents have equal times. */
  readonly contentHash: string;
  /** The same of the record as it was stored when numbers were rounded to doubles; only where that is another. */
  readonly roundedHash?: string;
  readonly time: Micros;
  /** The record as it came, `time` included, without top-level nulls. */
  readonly record: AuditRecord;
  /** Of its texts those that came as numbers which no double holds: to whoever reads it anew, it must come so again. */
  readonly numbers?: KeptNumbers;
};

/** What became of an event: a new row, or one that is already there. */
export type Appended = 'success' | 'duplicate';

/** The events a question is about: `from <= time < to`, either open, and the filters. */
export type Scope = {
  readonly from?: Micros;
  readonly to?: Micros;
  readonly filters: Filters;
  /** Only these event ids. */
  readonly eventIds?: readonly string[];
};

/** A place in the order (time, ingest sequence), which no two events share. */
export type Position = { readonly time: Micros; readonly sequence: bigint };

export type ListQuestion = Scope & {
  readonly order: 'asc' | 'desc';
  readonly limit: number;
  /** Only what comes after this place, in the order asked for. */
  readonly after?: Position;
};

export type StoredEvent = Position & { readonly id: string; readonly record: AuditRecord };

export type HistogramQuestion = Scope & {
  readonly from: Micros;
  readonly to: Micros;
  readonly by: string;
  readonly pieces: readonly Piece[];
};

/**
 * A count by bucket index and value: the ten most frequent values, each apart, and the rest: records that have another
 * value, and those that have none. The rest is never named among the values, of which any can be called anything.
 */
export type HistogramCount = { readonly bucket: number; readonly count: number } & (
  | { readonly value: string; readonly rest?: undefined }
  | { readonly rest: 'other' | 'missing' }
);

export type FacetsQuestion = Scope & {
  readonly properties: readonly string[];
  readonly limit: number;
  readonly contains?: string;
};

export type Facet = FacetsAnswer[string];

/** Users whose e-mail address is known, by their ids. */
export type KnownUsersQuestion = {
  /** Only users of whom some event has this `org_id`. */
  readonly orgId?: string;
  readonly limit: number;
  /** Only who comes after this user, whose id is given as `storedText` in `stand-in.ts` writes it. */
  readonly after?: string;
};

/** A user with the address known for them, and an organisation: the one asked for, else that of their newest event. */
export type KnownUser = { readonly userId: string; readonly email: string; readonly orgId?: string };

/** In what context a question is asked. It is handed down unchanged, from the request to the engine. */
export type Asking = {
  /** Who asks: principals take turns, and one has a limit. Today that is an address. */
  readonly principal: string;
  /** Asked questions can be abandoned: an aborted signal stops the query and rejects with an `AbortError`. */
  readonly signal?: AbortSignal;
  /** Waits for its turn as long as it takes: a part of an answer that has begun already. */
  readonly isPatient?: boolean;
};

/** In the same context, of an answer that has begun: it waits for its turn as long as it takes. */
export const patiently = (asking: Asking): Asking => ({ ...asking, isPatient: true });

/** Of whom it is not known who asks: they are one principal. */
export const anybody: Asking = { principal: 'anybody' };

/**
 * The questions this product asks of storage. An engine answers all of them; the suite in `conformance.ts`
 * says what the answers must be. Every promise rejects with `StoreError` when the engine does not answer.
 */
export type Store = {
  /** Store events durably, each once. Answers in the order given, after the commit. */
  append(events: readonly PreparedEvent[]): Promise<readonly Appended[]>;
  /** One page; at most `limit` events, or as many as fit into memory, and whether more follow. */
  list(
    question: ListQuestion,
    asking?: Asking,
  ): Promise<{ readonly events: readonly StoredEvent[]; readonly more: boolean }>;
  histogram(question: HistogramQuestion, asking?: Asking): Promise<readonly HistogramCount[]>;
  facets(question: FacetsQuestion, asking?: Asking): Promise<FacetsAnswer>;
  /** How many events in scope were stored after a sequence, whatever their time. */
  countSince(scope: Scope, sequence: bigint, asking?: Asking): Promise<number>;
  /** Sequence of the event stored last; 0 when there is none. */
  newest(): bigint;
  readonly attempts: AttemptStore;
  readonly overview: OverviewStore;
  readonly findings: FindingStore;
  /** First and last stored instant; undefined when nothing is stored. */
  extent(): { readonly first: Micros; readonly last: Micros } | undefined;
  /** Names of the properties seen that the contract does not name, sorted. */
  extras(): readonly string[];
  /** user_id → the address learned for it most recently, for those that have one. */
  emails(userIds: Iterable<string>): Readonly<Record<string, string>>;
  /**
   * At most `limit` users whose address is known, or as many as fit into memory, and whether more follow. Each comes
   * once, in an order that is the same in every question, whoever becomes known meanwhile.
   */
  knownUsers(
    question: KnownUsersQuestion,
    asking?: Asking,
  ): Promise<{ readonly users: readonly KnownUser[]; readonly more: boolean }>;
  readonly sessions: SessionStore;
  /** How many events are stored. */
  size(): number;
  /** Changes whenever the answers may: what an answer is cached under. */
  version(): number;
  /** Why nothing can be written now, or undefined when it can. Tries to recover from an earlier failure. */
  unwritable(): Promise<string | undefined>;
  /** Do at once what is otherwise done now and then, to answer faster. Answers stay the same. */
  tidy(): Promise<void>;
  /** Finish what is being written and asked, then close. Appends after this are refused. */
  close(): Promise<void>;
};

/**
 * Why the engine did not answer, for those who treat causes apart. Of the last three, the message is for whoever asked.
 * - `unwritable`: nothing can be stored now
 * - `failed`: something is wrong
 * - `busy`: too much was asked already; it can be asked again
 * - `slow`: it took too long and was stopped; asked again, it does so again
 * - `large`: it does not fit into memory, even alone
 */
export type StoreErrorCode = 'unwritable' | 'failed' | 'busy' | 'slow' | 'large';

/** The engine did not answer. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
    this.code = code;
  }
}
