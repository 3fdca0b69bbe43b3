import type { Micros } from '../../contract/instant.ts';
import type { AuditRecord } from '../../contract/record.ts';
import type { KeptNumbers } from '../records/content.ts';
import type { DirectoryStore } from './directory-store.ts';
import type { AttemptQuestions } from './questions/attempts.ts';
import type { EventQuestions } from './questions/events.ts';
import type { FindingKeeping, FindingQuestions } from './questions/findings.ts';
import type { OverviewQuestions } from './questions/overview.ts';
import type { Asking } from './questions/scope.ts';
import type { RetentionState } from './retention.ts';
import type { SessionStore } from './session-store.ts';
import type { SourceStore } from './source-store.ts';

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
  /** The source that was read; absent where it was sent or imported, so that nobody knows what else there is. */
  readonly source?: string;
  /** Whether its batch holds all that its source has of this instant. */
  readonly isWholeInstant?: true;
};

/** What became of an event: a new row, one that is already there, or none, as it is older than the rule of what is kept. */
export type Appended = 'success' | 'duplicate' | 'too_old';

/** Bytes of a store's file before and after it was made compact. */
export type Compacted = { readonly before: number; readonly after: number };

/** A copy of a store, in a form of its own that any program can read. */
export type StoreCopy = {
  /** Where it lies: whoever asked for it takes it away from there. */
  readonly folder: string;
  readonly events: number;
  /** When the first and the last of them were; absent when there are none. */
  readonly first?: Micros;
  readonly last?: Micros;
};

/**
 * What is asked of storage. Each question is a function of what is asked and in what context; it rejects with `StoreError`
 * when the engine does not answer.
 */
type Questions = {
  readonly events: EventQuestions;
  readonly attempts: AttemptQuestions;
  readonly overview: OverviewQuestions;
  readonly findings: FindingQuestions;
};

/**
 * Storage: what is written to it, and what it is asked. An engine answers all of it; the suite in `conformance.ts` says what
 * the answers must be.
 */
export type Store = Questions & {
  /** Store events durably, each once. Answers in the order given, after the commit. */
  append(events: readonly PreparedEvent[]): Promise<readonly Appended[]>;
  /** What is kept by rule, and what was removed by it. */
  retention(): Promise<RetentionState>;
  /** Changes whenever the answers may: what an answer is kept under. */
  version(asking: Asking): Promise<string>;
  readonly sessions: SessionStore;
  readonly directory: DirectoryStore;
  readonly sources: SourceStore;
  readonly findingKeeping: FindingKeeping;
  /** Why nothing can be written now, or undefined when it can. Tries to recover from an earlier failure. */
  unwritable(): Promise<string | undefined>;
  /**
   * Resolves once all that is stored is known. Until then, questions are answered as they are afterwards, slower or once it
   * is, and what is to be appended waits.
   * @throws StoreError when it cannot be read, or the store was closed before
   */
  loaded(): Promise<void>;
  /** Do at once what is otherwise done now and then, to answer faster. Answers stay the same. */
  tidy(): Promise<void>;
  /** Copy everything that cannot be made anew, as it is at one instant, for a store to be made from. Writing goes on. */
  copy(asking: Asking): Promise<StoreCopy>;
  /** Finish what is being written and asked, then close. Appends after this are refused. */
  close(): Promise<void>;
};
