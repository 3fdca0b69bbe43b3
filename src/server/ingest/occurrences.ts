import { HashSet64 } from '../store/hash-set.ts';

/**
 * Counts how often each content has occurred in a source, in about 12 bytes a record: instead of numbers it
 * keeps a hash of each (content, n), and finds the first n that is missing by doubling and halving.
 */
export class Occurrences {
  readonly #seen = new HashSet64();

  /** Which occurrence of its content this one is, from 1. @param contentHash SHA-256, hexadecimal */
  next(contentHash: string): number {
    const base = BigInt(`0x${contentHash.slice(0, 16)}`);
    const step = BigInt(`0x${contentHash.slice(16, 32)}`) | 1n;
    const keyOf = (n: number): bigint => BigInt.asUintN(64, base + BigInt(n - 1) * step);
    if (this.#seen.add(keyOf(1))) return 1;
    let high = 2;
    while (this.#seen.has(keyOf(high))) high *= 2;
    let low = high / 2;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.#seen.has(keyOf(middle))) low = middle;
      else high = middle;
    }
    this.#seen.add(keyOf(high));
    return high;
  }
}
