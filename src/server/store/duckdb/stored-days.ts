import type { DuckDBConnection } from '@duckdb/node-api';
import type { Micros } from '../../../contract/instant.ts';
import { type DayCount, dayOf } from '../windows.ts';
import { instantIn, numberIn, rowsOf, utcDay } from './sql.ts';

/** How many events each UTC day holds, and when the first and the last of all were. */
export class StoredDays {
  readonly #days = new Map<number, number>();
  #first: Micros | undefined;
  #last: Micros | undefined;
  #size = 0;
  #sorted: readonly DayCount[] | undefined;

  /** Take in the events that are stored. */
  async load(connection: DuckDBConnection): Promise<void> {
    for (const row of await rowsOf(
      connection,
      `SELECT ${utcDay('time')} AS day, count(*) AS count, min(time) AS first, max(time) AS last FROM events GROUP BY ALL`,
    )) {
      this.count(numberIn(row, 'day'), numberIn(row, 'count'));
      this.extend(instantIn(row, 'first'));
      this.extend(instantIn(row, 'last'));
    }
  }

  get size(): number {
    return this.#size;
  }

  /** The days, ascending. */
  get all(): readonly DayCount[] {
    this.#sorted ??= [...this.#days]
      .map(([day, count]) => ({ day, count }))
      .toSorted((a, b) => a.day - b.day);
    return this.#sorted;
  }

  extent(): { readonly first: Micros; readonly last: Micros } | undefined {
    const [first, last] = [this.#first, this.#last];
    return first === undefined || last === undefined ? undefined : { first, last };
  }

  /** Whether any event lies on a day. */
  has(day: number): boolean {
    return (this.#days.get(day) ?? 0) > 0;
  }

  /** Events of a day have come, or gone. */
  count(day: number, count: number): void {
    this.#days.set(day, (this.#days.get(day) ?? 0) + count);
    this.#size += count;
    this.#sorted = undefined;
  }

  extend(time: Micros): void {
    if (this.#first === undefined || time < this.#first) this.#first = time;
    if (this.#last === undefined || time > this.#last) this.#last = time;
  }

  /**
   * All events before an instant are gone, so many of each day.
   * @param first the first that is left; undefined when none is
   */
  forgetBefore(floor: Micros, gone: readonly DayCount[], first: Micros | undefined): void {
    for (const { day, count } of gone) this.count(day, -count);
    for (const day of this.#days.keys()) if (day < dayOf(floor)) this.#days.delete(day);
    this.#first = first;
    if (first === undefined) this.#last = undefined;
  }
}
