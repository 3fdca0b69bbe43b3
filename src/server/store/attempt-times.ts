import { type Micros, micros } from '../../contract/instant.ts';
import { hash64 } from './hash.ts';
import type { Run } from './windows.ts';

const shardBits = 10n;
const slot = 600_000_000n;
const day = 86_400_000_000n;
const earliest = -(2n ** 63n);

const floor = (value: bigint, by: bigint): bigint => {
  const rest = value % by;
  return rest < 0n ? value - rest - by : value - rest;
};

/** One shard of the table: open addressing in flat memory, a hash of zero marks a free slot. */
class Shard {
  #keys = new BigUint64Array(16);
  #starts = new BigInt64Array(16);
  #lasts = new BigInt64Array(16);
  #count = 0;

  slotOf(key: bigint): number {
    const mask = this.#keys.length - 1;
    let slot = Number(BigInt.asUintN(32, key)) & mask;
    for (let found = this.#keys[slot]; found !== 0n && found !== key; found = this.#keys[slot])
      slot = (slot + 1) & mask;
    return slot;
  }

  get(key: bigint): { readonly start: bigint; readonly last: bigint } | undefined {
    const slot = this.slotOf(key);
    return this.#keys[slot] === key
      ? { start: this.#starts[slot] ?? 0n, last: this.#lasts[slot] ?? 0n }
      : undefined;
  }

  /** @param floor attempts that ended before it are no more: what they took is used again */
  set(key: bigint, start: bigint, last: bigint, floor: bigint): void {
    if (this.#count >= this.#keys.length * 0.75) this.#makeRoom(floor);
    const slot = this.slotOf(key);
    if (this.#keys[slot] !== key) this.#count += 1;
    this.#keys[slot] = key;
    this.#starts[slot] = start;
    this.#lasts[slot] = last;
  }

  #makeRoom(floor: bigint): void {
    const [keys, starts, lasts] = [this.#keys, this.#starts, this.#lasts];
    const isThere = (at: number): boolean => keys[at] !== 0n && (lasts[at] ?? floor) >= floor;
    this.#count = keys.reduce((count, _, at) => (isThere(at) ? count + 1 : count), 0);
    const size = this.#count > keys.length / 2 ? keys.length * 2 : keys.length;
    this.#keys = new BigUint64Array(size);
    this.#starts = new BigInt64Array(size);
    this.#lasts = new BigInt64Array(size);
    for (const [from, key] of keys.entries()) {
      if (!isThere(from)) continue;
      const slot = this.slotOf(key);
      this.#keys[slot] = key;
      this.#starts[slot] = starts[from] ?? 0n;
      this.#lasts[slot] = lasts[from] ?? 0n;
    }
  }
}

const keyOf = (requestId: string): bigint => BigInt.asUintN(64, hash64(requestId)) || 1n;

/**
 * When every attempt begins and ends, by the hash of its request_id: about 40 bytes an attempt. And, for each ten
 * minutes, how far the attempts that begin in them reach: what a question about attempts must read beside its own
 * stretch of time. Two ids of one hash count as one attempt here, which makes a question read more, never less.
 */
export class AttemptTimes {
  readonly #shards = Array.from({ length: 1 << Number(shardBits) }, () => new Shard());
  /** By UTC midnight: the furthest time of an attempt that begins in the day, and in each slot of it. */
  readonly #reach = new Map<bigint, { readonly slots: Map<bigint, bigint>; furthest: bigint }>();
  /** What is before it was removed. */
  #floor = earliest;

  /** Take in a stretch of an attempt's events. @returns when the attempt begins */
  add(requestId: string, first: bigint, last: bigint): bigint {
    const key = keyOf(requestId);
    const known = this.#known(key);
    const start = known && known.start < first ? known.start : first;
    const end = known && known.last > last ? known.last : last;
    if (known && known.start === start && known.last === end) return start;
    this.#set(key, start, end);
    return start;
  }

  /**
   * Events before an instant were removed.
   * @param rest what is left of attempts that began before it: the stretch that holds their other events
   */
  forgetBefore(floor: bigint, rest: ReadonlyMap<string, Run>): void {
    this.#floor = floor;
    for (const [midnight, reach] of this.#reach) {
      if (midnight + day <= floor) this.#reach.delete(midnight);
      else if (midnight < floor) {
        for (const begin of reach.slots.keys()) if (begin + slot <= floor) reach.slots.delete(begin);
        reach.furthest = [...reach.slots.values()].reduce((a, b) => (a > b ? a : b), earliest);
        if (reach.slots.size === 0) this.#reach.delete(midnight);
      }
    }
    for (const [requestId, { from, to }] of rest) this.#set(keyOf(requestId), from, to - 1n);
  }

  /** The stretch of time that holds an attempt's events; undefined when there is none. */
  of(requestId: string): Run | undefined {
    const known = this.#known(keyOf(requestId));
    return known && { from: micros(known.start), to: micros(known.last + 1n) };
  }

  /** The stretch of time that holds an attempt's events when another one is added. */
  with(requestId: string, time: Micros): Run {
    const known = this.of(requestId);
    return {
      from: known && known.from < time ? known.from : time,
      to: known && known.to > time ? known.to : micros(time + 1n),
    };
  }

  /** Where the attempts have ended that begin on a day, which begins at this UTC midnight; undefined: none does. */
  furthestOf(midnight: bigint): bigint | undefined {
    return this.#reach.get(midnight)?.furthest;
  }

  /** The run, lengthened to where every attempt that begins within it has ended. */
  reaching({ from, to }: Run): Run {
    let furthest: bigint = to - 1n;
    for (const [midnight, { slots, furthest: whole }] of this.#reach) {
      if (midnight + day <= from || midnight >= to || whole <= furthest) continue;
      for (const [begin, last] of slots)
        if (last > furthest && begin < to && begin + slot > from) furthest = last;
    }
    return { from, to: micros(furthest + 1n) };
  }

  /** The slots before an instant in which attempts begin that go on at or after it, ascending. */
  before(instant: Micros): Run[] {
    const found: Run[] = [];
    for (const [midnight, { slots, furthest }] of this.#reach) {
      if (midnight >= instant || furthest < instant) continue;
      for (const [begin, last] of slots) {
        if (begin >= instant || last < instant) continue;
        const end = begin + slot;
        found.push({ from: micros(begin), to: end < instant ? micros(end) : instant });
      }
    }
    return found.toSorted((a, b) => Number(a.from - b.from));
  }

  #known(key: bigint): { readonly start: bigint; readonly last: bigint } | undefined {
    const known = this.#shards[Number(key >> (64n - shardBits))]?.get(key);
    return known && known.last >= this.#floor ? known : undefined;
  }

  #set(key: bigint, start: bigint, last: bigint): void {
    this.#shards[Number(key >> (64n - shardBits))]?.set(key, start, last, this.#floor);
    this.#extend(start, last);
  }

  #extend(start: bigint, last: bigint): void {
    const midnight = floor(start, day);
    const reach = this.#reach.get(midnight) ?? { slots: new Map<bigint, bigint>(), furthest: last };
    this.#reach.set(midnight, reach);
    const begin = floor(start, slot);
    const known = reach.slots.get(begin);
    if (known === undefined || known < last) reach.slots.set(begin, last);
    if (reach.furthest < last) reach.furthest = last;
  }
}
