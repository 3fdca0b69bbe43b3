import { type Micros, micros, microsPerHour, microsPerMillisecond } from '../../../contract/instant.ts';
import { pageLimit } from './audit-page.ts';

const widest = 31n * 24n * microsPerHour;
const narrowest = microsPerMillisecond;

/** So many records are wanted in an answer: more are too often more than it holds. */
const wanted = pageLimit * 0.7;

/** How long a stretch is asked for at once, so that about a page of records lies in it. */
export class Pace {
  #width = microsPerHour / 4n;

  /** The beginning of the stretch that ends somewhere, which is not before an instant. */
  before(end: Micros, first: Micros): Micros {
    const from = micros(end - this.#width);
    return from < first ? first : from;
  }

  /** So many records were in a stretch of this length. */
  had(records: number, width: bigint): void {
    const factor = Math.min(4, wanted / Math.max(1, records));
    this.#set((width * BigInt(Math.round(factor * 1000))) / 1000n);
  }

  /** The last one could not be had at once. */
  wasTooMuch(): void {
    this.#set(this.#width / 2n);
  }

  #set(width: bigint): void {
    const bounded = width < narrowest ? narrowest : width > widest ? widest : width;
    this.#width = bounded - (bounded % microsPerMillisecond);
  }
}
