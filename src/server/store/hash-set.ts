const shardBits = 10n;
const empty = 0n;

/**
 * A set of 64-bit hashes in flat memory: about 12 bytes an entry, which a `Set` of strings exceeds tenfold.
 * It grows a thousandth at a time, so that no single `add` holds up the event loop.
 */
export class HashSet64 {
  #shards = Array.from({ length: 1 << Number(shardBits) }, () => new BigUint64Array(16));
  #counts = new Uint32Array(1 << Number(shardBits));
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Whether the hash was added. */
  has(key: bigint): boolean {
    const hash = stored(key);
    const table = this.#shards[shardOf(hash)];
    return table !== undefined && table[slotOf(table, hash)] === hash;
  }

  /** Add a hash. @returns whether it is new */
  add(key: bigint): boolean {
    const hash = stored(key);
    const shard = shardOf(hash);
    const table = this.#roomIn(shard);
    const slot = slotOf(table, hash);
    if (table[slot] === hash) return false;
    table[slot] = hash;
    this.#counts[shard] = (this.#counts[shard] ?? 0) + 1;
    this.#size += 1;
    return true;
  }

  #roomIn(shard: number): BigUint64Array {
    const table = this.#shards[shard] ?? new BigUint64Array(16);
    if ((this.#counts[shard] ?? 0) < table.length * 0.75) return table;
    const larger = new BigUint64Array(table.length * 2);
    for (const hash of table) if (hash !== empty) larger[slotOf(larger, hash)] = hash;
    this.#shards[shard] = larger;
    return larger;
  }
}

/** Zero marks a free slot, so the one hash that is zero is kept as one. */
const stored = (key: bigint): bigint => (key === empty ? 1n : BigInt.asUintN(64, key));

const shardOf = (hash: bigint): number => Number(hash >> (64n - shardBits));

const slotOf = (table: BigUint64Array, hash: bigint): number => {
  const mask = table.length - 1;
  let slot = Number(BigInt.asUintN(32, hash)) & mask;
  for (let found = table[slot]; found !== empty && found !== hash; found = table[slot])
    slot = (slot + 1) & mask;
  return slot;
};
