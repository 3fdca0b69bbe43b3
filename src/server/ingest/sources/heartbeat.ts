import { type Micros, micros } from '../../../contract/instant.ts';
import { isRefusal } from '../prepare.ts';
import type { AnsweredRecord, PageFilters } from './audit-page.ts';
import type { SourceConfig } from './config.ts';

/** Clocks of a platform differ by less. */
const tolerance = 2n * 60n * 1_000_000n;

/**
 * Whether an API that answers shows records at all: our own signing in appears among them, where it does. Where it did,
 * and does no more, what it shows is not all.
 */
export class Heartbeat {
  readonly #userId: string | undefined;
  /** The newest record of our own signing in. */
  newest: Micros | undefined;
  /** When we signed in last. */
  #signedIn: Micros | undefined;

  constructor({ credential }: Pick<SourceConfig, 'credential'>) {
    this.#userId = credential.kind === 'document' ? credential.document.userId : undefined;
  }

  /** What was known before a restart. */
  remember(newest: Micros | undefined): void {
    this.newest ??= newest;
  }

  /** @param signedIn when we signed in last, by the API's clock */
  see(records: readonly AnsweredRecord[], signedIn: Micros | undefined): void {
    this.#signedIn = signedIn;
    if (this.#userId === undefined) return;
    for (const { prepared } of records) {
      if (isRefusal(prepared) || prepared.record.user_id !== this.#userId) continue;
      if (this.newest === undefined || prepared.time > this.newest) this.newest = prepared.time;
    }
  }

  /** Where to look for what is lacking while it shows none: it may be shown again. */
  get lacking(): { readonly from: Micros; readonly filters: PageFilters } | undefined {
    if (this.#userId === undefined || this.#signedIn === undefined) return undefined;
    return { from: micros(this.#signedIn - tolerance), filters: { user_id: this.#userId } };
  }

  /** Whether it answers, but shows no records any more. @param patience how late a record may come */
  isSilent(now: Micros, patience: Micros): boolean {
    const [newest, signedIn] = [this.newest, this.#signedIn];
    if (newest === undefined || signedIn === undefined) return false;
    return newest < signedIn - tolerance && now - signedIn > patience;
  }
}
