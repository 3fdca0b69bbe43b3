import type { DuckDBConnection } from '@duckdb/node-api';
import { FingerprintSet, fingerprintOf } from '../fingerprint-set.ts';
import { joinRuns, runOfDay } from '../windows.ts';

import { loadContents } from './load-hashes.ts';

/**
 * Contents that are stored, and some that are not, of the days that are written to: equal contents have equal times, and
 * most days are never written to again.
 */
export class StoredContents {
  #held = { contents: new FingerprintSet(), days: new Set<number>() };

  /**
   * Know those of the days of a batch, before they are looked up.
   * @param isFilled whether events lie on a day
   */
  async read(
    connection: DuckDBConnection,
    asked: readonly number[],
    isFilled: (day: number) => boolean,
  ): Promise<void> {
    for (;;) {
      const { contents, days } = this.#held;
      const unread = [...new Set(asked)].filter((day) => !days.has(day)).toSorted((a, b) => a - b);
      if (unread.length === 0) return;
      const runs = joinRuns(unread.filter((day) => isFilled(day)).map(runOfDay));
      if (runs.length > 0) await loadContents(connection, contents, runs);
      for (const day of unread) days.add(day); // of what was forgotten meanwhile it tells nothing
    }
  }

  /** Whether a content is stored, most probably; of a day that was read. */
  has(content: bigint): boolean {
    return this.#held.contents.has(fingerprintOf(content));
  }

  add(content: bigint): void {
    this.#held.contents.add(fingerprintOf(content));
  }

  /** Forget what is gone, with all the rest, which is read again where it is needed. */
  forget(): void {
    this.#held = { contents: new FingerprintSet(), days: new Set() };
  }
}
