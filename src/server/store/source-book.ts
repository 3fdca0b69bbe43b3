import type { Source, SourceGap } from '../../contract/sources.ts';

/** What is known of the sources that are pulled, at the moment it is asked. */
type SourceReport = {
  readonly sources: readonly Source[];
  readonly gaps: readonly SourceGap[];
  /** What is wrong with the configuration, as sentences. */
  readonly problems: readonly string[];
};

/** Who pulls records keeps one: how far each source has been read, and how it is doing. */
export type SourceBook = { report(): Promise<SourceReport> };
