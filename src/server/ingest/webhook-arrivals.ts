import { type Micros, formatInstant } from '../../contract/instant.ts';
import type { Source } from '../../contract/sources.ts';
import type { Appended } from '../store/store.ts';

/** What came through the webhook since the server started. */
export class WebhookArrivals {
  readonly #now: () => Micros;
  #last: Micros | undefined;
  #records = 0;
  #duplicates = 0;
  #refused = 0;

  constructor(now: () => Micros) {
    this.#now = now;
  }

  /** Take note of a body: what became of its events, and how many were refused. */
  add(appended: readonly Appended[], refused: number): void {
    const duplicates = appended.filter((each) => each === 'duplicate').length;
    if (appended.length > 0) this.#last = this.#now();
    this.#records += appended.length - duplicates;
    this.#duplicates += duplicates;
    this.#refused += refused;
  }

  /** The webhook as a source; undefined as long as nothing came. It cannot know what it was not sent. */
  source(): Source | undefined {
    if (this.#last === undefined) return undefined;
    return {
      name: 'webhook',
      kind: 'webhook',
      state: 'listening',
      last_arrival: formatInstant(this.#last),
      details: {
        records: this.#records,
        duplicates: this.#duplicates,
        refused: this.#refused,
        late: 0,
        notes: [],
      },
    };
  }
}
