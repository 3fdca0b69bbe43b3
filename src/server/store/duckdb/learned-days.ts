import { type Run, dayOf } from '../windows.ts';

/**
 * Up to which event it is known how the attempts of a day went, by the days on which they begin. Days whose attempts
 * are kept are not asked for.
 */
export class LearnedDays {
  readonly #changed = new Map<number, bigint>();
  readonly #learned = new Map<number, bigint>();

  /** An event was stored of an attempt that begins on a day. */
  change(day: number, sequence: bigint): void {
    this.#changed.set(day, sequence);
  }

  /** The event up to which a day is known, 0 when it is not at all; undefined when all of it is. */
  since(day: number): bigint | undefined {
    const learned = this.#learned.get(day);
    if (learned === undefined) return 0n;
    return (this.#changed.get(day) ?? 0n) > learned ? learned : undefined;
  }

  /** Nothing is known of the days before one any more, nor of those on which these attempts begin, which are others now. */
  forget(before: number, attempts: Iterable<Run>): void {
    for (const known of [this.#changed, this.#learned])
      for (const day of known.keys()) if (day < before) known.delete(day);
    for (const { from } of attempts) this.#learned.delete(dayOf(from));
  }

  /** A day is known up to an event. */
  learn(day: number, sequence: bigint): void {
    if ((this.#learned.get(day) ?? -1n) < sequence) this.#learned.set(day, sequence);
  }
}
