import { fullness, placesFor } from './room.ts';

/** Keys that a set can hold apart: whole numbers below 2⁵³. */
const keyBits = 53;
const shardBits = 10;
const shardSize = 2 ** (keyBits - shardBits);
const free = 0;

/** The part of a 64-bit hash that a `FingerprintSet` takes as its key. */
export const fingerprintOf = (hash: bigint): number => Number(BigInt.asUintN(64, hash) >> 11n);

/**
 * A set that may say yes to a key it was never given, once in some hundred thousand, and never no to one it was:
 * what stands before a look-up that is exact. 6 bytes an entry, half of what exactness costs. It grows a
 * thousandth at a time, so that no single `add` holds up the event loop.
 */
export class FingerprintSet {
  #shards: Uint32Array[] = Array.from({ length: 2 ** shardBits }, () => new Uint32Array(16));
  #counts = new Uint32Array(2 ** shardBits);
  /** What takes this one’s place once it is filled. */
  #fresh: FingerprintSet | undefined;

  /** Have room for so many in all, rather than grow while they come. */
  makeRoom(expected: number): void {
    const places = placesFor(expected, this.#shards.length);
    this.#shards = this.#shards.map((table) => enlarged(table, places));
  }

  /** Whether the key was added, most probably. */
  has(key: number): boolean {
    const kept = keptOf(key);
    const table = this.#shards[shardOf(key)];
    return table !== undefined && table[slotOf(table, kept)] === kept;
  }

  add(key: number): void {
    this.#fresh?.add(key);
    const kept = keptOf(key);
    const shard = shardOf(key);
    const table = this.#roomIn(shard);
    const slot = slotOf(table, kept);
    if (table[slot] === kept) return;
    table[slot] = kept;
    this.#counts[shard] = (this.#counts[shard] ?? 0) + 1;
  }

  /** Forget what is gone. @param fill adds all that is there still; what is added meanwhile is not lost */
  async renew(fill: (fresh: FingerprintSet) => Promise<void>): Promise<void> {
    const fresh = new FingerprintSet();
    this.#fresh = fresh;
    try {
      await fill(fresh);
      this.#shards = fresh.#shards;
      this.#counts = fresh.#counts;
    } finally {
      this.#fresh = undefined;
    }
  }

  #roomIn(shard: number): Uint32Array {
    const table = this.#shards[shard] ?? new Uint32Array(16);
    if ((this.#counts[shard] ?? 0) < table.length * fullness) return table;
    const larger = enlarged(table, table.length * 2);
    this.#shards[shard] = larger;
    return larger;
  }
}

const shardOf = (key: number): number => Math.floor(key / shardSize);

/** The 32 bits kept of a key; zero marks a free slot, so that one is kept as one. */
const keptOf = (key: number): number => key >>> 0 || 1;

const enlarged = (table: Uint32Array, places: number): Uint32Array => {
  if (places <= table.length) return table;
  const larger = new Uint32Array(places);
  for (const kept of table) if (kept !== free) larger[slotOf(larger, kept)] = kept;
  return larger;
};

const slotOf = (table: Uint32Array, kept: number): number => {
  const mask = table.length - 1;
  let slot = kept & mask;
  for (let found = table[slot]; found !== free && found !== kept; found = table[slot])
    slot = (slot + 1) & mask;
  return slot;
};
