import { type Run, utcHourOf } from '../windows.ts';

/**
 * Up to which event it is known how the attempts of an hour went, by the UTC hours in which they begin. Hours whose
 * attempts are kept are not asked for.
 */
export class LearnedHours {
  readonly #changed = new Map<number, bigint>();
  readonly #learned = new Map<number, bigint>();

  /** An event was stored of an attempt that begins in an hour. */
  change(hour: number, sequence: bigint): void {
    this.#changed.set(hour, sequence);
  }

  /** The event up to which an hour is known, 0 when it is not at all; undefined when all of it is. */
  since(hour: number): bigint | undefined {
    const learned = this.#learned.get(hour);
    if (learned === undefined) return 0n;
    return (this.#changed.get(hour) ?? 0n) > learned ? learned : undefined;
  }

  /** Nothing is known of the hours before one any more, nor of those in which these attempts begin, which are others now. */
  forget(before: number, attempts: Iterable<Run>): void {
    for (const known of [this.#changed, this.#learned])
      for (const hour of known.keys()) if (hour < before) known.delete(hour);
    for (const { from } of attempts) this.#learned.delete(utcHourOf(from));
  }

  /** An hour is known up to an event. */
  learn(hour: number, sequence: bigint): void {
    if ((this.#learned.get(hour) ?? -1n) < sequence) this.#learned.set(hour, sequence);
  }
}
