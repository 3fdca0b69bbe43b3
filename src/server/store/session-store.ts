import type { Micros } from '../../contract/instant.ts';

/** Somebody’s sign-in to the audit with one browser, as it outlives the server. */
export type KeptSession = {
  /** SHA-256 of what the browser holds, hexadecimal: who reads the store can sign in with none of it. */
  readonly hash: string;
  /** Who it is, in the words of who keeps sessions. */
  readonly who: string;
  readonly began: Micros;
  /** When it was last used, to some minutes. */
  readonly used: Micros;
};

/** Keeps sessions, which are no part of any answer about the audit. */
export type SessionStore = {
  /** All that are kept. */
  all(): Promise<readonly KeptSession[]>;
  /**
   * Keep sessions as they are now in the place of those with their hashes, and forget others, durably.
   * @throws StoreError `unwritable`; nothing of it is stored then
   */
  save(kept: readonly KeptSession[], ended: readonly string[]): Promise<void>;
};
