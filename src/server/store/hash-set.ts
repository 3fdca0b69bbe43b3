import { fullness, placesFor } from './room.ts';

const shardBits = 10;

/**
 * A set of 64-bit hashes in flat memory: about 12 bytes an entry, which a `Set` of strings exceeds tenfold.
 * It grows a thousandth at a time, so that no single `add` holds up the event loop. Hashes are held as two halves: to make
 * a bigint of each takes longer than all else.
 */
export class HashSet64 {
  /** Two halves an entry, the high one first; both zero: free. */
  #shards: Uint32Array[] = Array.from({ length: 1 << shardBits }, () => new Uint32Array(32));
  #counts = new Uint32Array(1 << shardBits);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Have room for so many in all, rather than grow while they come. */
  makeRoom(expected: number): void {
    const places = placesFor(expected, this.#shards.length);
    this.#shards = this.#shards.map((table) => enlarged(table, places));
  }

  /** Whether the hash was added. */
  has(key: bigint): boolean {
    const [high, low] = halvesOf(key);
    const kept = lowKept(high, low);
    const table = this.#shards[shardOf(high)];
    return table !== undefined && isAt(table, slotOf(table, high, kept), high, kept);
  }

  /** Add a hash. @returns whether it is new */
  add(key: bigint): boolean {
    return this.addHalves(...halvesOf(key));
  }

  /** Add a hash by its halves of 32 bits. @returns whether it is new */
  addHalves(high: number, low: number): boolean {
    const kept = lowKept(high, low);
    const shard = shardOf(high);
    const table = this.#roomIn(shard);
    const slot = slotOf(table, high, kept);
    if (isAt(table, slot, high, kept)) return false;
    table[slot] = high;
    table[slot + 1] = kept;
    this.#counts[shard] = (this.#counts[shard] ?? 0) + 1;
    this.#size += 1;
    return true;
  }

  /** Take a hash out. */
  delete(key: bigint): void {
    const [high, low] = halvesOf(key);
    const kept = lowKept(high, low);
    const shard = shardOf(high);
    const table = this.#shards[shard];
    if (!table) return;
    let hole = slotOf(table, high, kept);
    if (!isAt(table, hole, high, kept)) return;
    this.#counts[shard] = (this.#counts[shard] ?? 0) - 1;
    this.#size -= 1;
    const mask = table.length - 1;
    // what would be looked for past the hole moves into it, and leaves one behind
    for (let at = (hole + 2) & mask; !isAt(table, at, 0, 0); at = (at + 2) & mask) {
      const home = ((table[at + 1] ?? 0) * 2) & mask;
      if (((at - home) & mask) < ((at - hole) & mask)) continue;
      table[hole] = table[at] ?? 0;
      table[hole + 1] = table[at + 1] ?? 0;
      hole = at;
    }
    table[hole] = 0;
    table[hole + 1] = 0;
  }

  #roomIn(shard: number): Uint32Array {
    const table = this.#shards[shard] ?? new Uint32Array(32);
    if ((this.#counts[shard] ?? 0) < (table.length / 2) * fullness) return table;
    const larger = enlarged(table, table.length);
    this.#shards[shard] = larger;
    return larger;
  }
}

/** @param places of an entry each */
const enlarged = (table: Uint32Array, places: number): Uint32Array => {
  if (places * 2 <= table.length) return table;
  const larger = new Uint32Array(places * 2);
  for (let at = 0; at < table.length; at += 2) {
    const [high, low] = [table[at] ?? 0, table[at + 1] ?? 0];
    if (high === 0 && low === 0) continue;
    const slot = slotOf(larger, high, low);
    larger[slot] = high;
    larger[slot + 1] = low;
  }
  return larger;
};

const halvesOf = (key: bigint): readonly [high: number, low: number] => {
  const hash = BigInt.asUintN(64, key);
  return [Number(hash >> 32n), Number(hash & 0xffff_ffffn)];
};

/** Zero marks a free slot, so the one hash that is zero is kept as one. */
const lowKept = (high: number, low: number): number => (high === 0 && low === 0 ? 1 : low);

const shardOf = (high: number): number => high >>> (32 - shardBits);

const isAt = (table: Uint32Array, slot: number, high: number, low: number): boolean =>
  table[slot] === high && table[slot + 1] === low;

/** Where a hash is, or the free place where it belongs. */
const slotOf = (table: Uint32Array, high: number, low: number): number => {
  const mask = table.length - 1;
  let slot = (low * 2) & mask;
  while (!isAt(table, slot, high, low) && !isAt(table, slot, 0, 0)) slot = (slot + 2) & mask;
  return slot;
};
