import type { Micros } from '../../contract/instant.ts';

/** Keeps what sources remember of what they read, which is no part of any answer about the audit. */
export type SourceStore = {
  /** What is kept, in the words of who keeps it, by source. */
  all(): Promise<ReadonlyMap<string, string>>;
  /**
   * Keep what a source remembers in the place of what it remembered, durably.
   * @throws StoreError `unwritable`; what was kept still is then
   */
  save(source: string, remembered: string): Promise<void>;
  /**
   * Note, until the store is closed, that all records of a source are stored up to an instant: an attempt that was read
   * from it alone is unfinished no further than that. Undefined: it is read no more.
   */
  reached(source: string, completeTo: Micros | undefined): void;
  /** Before which instant nothing is kept, so that it need not be read; undefined: everything is. */
  keptFrom(): Micros | undefined;
};
