import { hash } from 'node:crypto';
import { type Micros, micros } from '../../contract/instant.ts';
import { fullness, placesFor } from './room.ts';
import type { Run } from './windows.ts';

const shardBits = 10;
const slot = 600_000_000n;
const day = 86_400_000_000n;
const earliest = -(2n ** 63n);

const floor = (value: bigint, by: bigint): bigint => {
  const rest = value % by;
  return rest < 0n ? value - rest - by : value - rest;
};

/** What stands for a request_id: two halves of a hash, of which both are zero for none. */
type Key = { readonly high: number; readonly low: number };

/** One shard of the table: open addressing in flat memory. */
class Shard {
  /** Two halves an entry, the high one first; both zero: free. */
  #keys = new Uint32Array(0);
  #starts = new BigInt64Array(0);
  #lasts = new BigInt64Array(0);
  #count = 0;

  constructor() {
    this.#resize(placesFor(0, 1), earliest);
  }

  /** Have so many places, if there are fewer. */
  makeRoom(places: number): void {
    if (places > this.#starts.length) this.#resize(places, earliest);
  }

  get({ high, low }: Key): { readonly start: bigint; readonly last: bigint } | undefined {
    const slot = this.#slotOf(high, low);
    return this.#isFree(slot)
      ? undefined
      : { start: this.#starts[slot] ?? 0n, last: this.#lasts[slot] ?? 0n };
  }

  /** @param floor attempts that ended before it are no more: what they took is used again */
  set({ high, low }: Key, start: bigint, last: bigint, floor: bigint): void {
    if (this.#count >= this.#starts.length * fullness) this.#makeMore(floor);
    const slot = this.#slotOf(high, low);
    if (this.#isFree(slot)) this.#count += 1;
    this.#put(slot, { high, low }, start, last);
  }

  #put(slot: number, { high, low }: Key, start: bigint, last: bigint): void {
    this.#keys[slot * 2] = high;
    this.#keys[slot * 2 + 1] = low;
    this.#starts[slot] = start;
    this.#lasts[slot] = last;
  }

  #isFree(slot: number): boolean {
    return this.#keys[slot * 2] === 0 && this.#keys[slot * 2 + 1] === 0;
  }

  /** Where a key is, or the free place where it belongs. */
  #slotOf(high: number, low: number): number {
    const keys = this.#keys;
    const mask = this.#starts.length - 1;
    let slot = low & mask;
    while (!this.#isFree(slot) && (keys[slot * 2] !== high || keys[slot * 2 + 1] !== low))
      slot = (slot + 1) & mask;
    return slot;
  }

  #makeMore(floor: bigint): void {
    const places = this.#starts.length;
    const there = this.#lasts.reduce(
      (count, last, slot) => (!this.#isFree(slot) && last >= floor ? count + 1 : count),
      0,
    );
    this.#resize(there > places / 2 ? places * 2 : places, floor);
  }

  #resize(places: number, floor: bigint): void {
    const [keys, starts, lasts] = [this.#keys, this.#starts, this.#lasts];
    this.#keys = new Uint32Array(places * 2);
    this.#starts = new BigInt64Array(places);
    this.#lasts = new BigInt64Array(places);
    this.#count = 0;
    for (const [from, start] of starts.entries()) {
      const [high = 0, low = 0] = [keys[from * 2], keys[from * 2 + 1]];
      const last = lasts[from] ?? floor;
      if ((high === 0 && low === 0) || last < floor) continue;
      this.#put(this.#slotOf(high, low), { high, low }, start, last);
      this.#count += 1;
    }
  }
}

/** The same in SQL of a request_id: half of its MD5, which SQL and Node both know. */
export const attemptKeySql = (requestId: string): { readonly high: string; readonly low: string } => ({
  high: `md5_number_lower(${requestId}) >> 32`,
  low: `md5_number_lower(${requestId}) & ${2 ** 32 - 1}`,
});

const keyOf = (requestId: string): Key => {
  const digest = hash('md5', requestId, 'buffer');
  return keyOfHalves(digest.readUInt32LE(12), digest.readUInt32LE(8));
};

/** Zero marks a free place, so the one hash that is zero is kept as one. */
const keyOfHalves = (high: number, low: number): Key => ({ high, low: high === 0 && low === 0 ? 1 : low });

/**
 * When every attempt begins and ends, by the hash of its request_id: about 40 bytes an attempt. And, for each ten
 * minutes, how far the attempts that begin in them reach: what a question about attempts must read beside its own
 * stretch of time. Two ids of one hash count as one attempt here, which makes a question read more, never less.
 */
export class AttemptTimes {
  readonly #shards = Array.from({ length: 1 << shardBits }, () => new Shard());
  /** By UTC midnight: the furthest time of an attempt that begins in the day, and in each slot of it. */
  readonly #reach = new Map<bigint, { readonly slots: Map<bigint, bigint>; furthest: bigint }>();
  /** What is before it was removed. */
  #floor = earliest;
  /** The slot that was reached from last, and how far. Mostly the next attempt begins in the same, and ends before. */
  #recent: { readonly from: bigint; readonly to: bigint; readonly furthest: bigint } | undefined;

  /** Have room for so many in all, rather than grow while they come. */
  makeRoom(expected: number): void {
    const places = placesFor(expected, this.#shards.length);
    for (const shard of this.#shards) shard.makeRoom(places);
  }

  /** Take in a stretch of an attempt's events. @returns when the attempt begins */
  add(requestId: string, first: bigint, last: bigint): bigint {
    return this.#add(keyOf(requestId), first, last);
  }

  /** The same by the halves of its key, as SQL tells them. */
  addByKey(high: number, low: number, first: bigint, last: bigint): void {
    this.#add(keyOfHalves(high, low), first, last);
  }

  #add(key: Key, first: bigint, last: bigint): bigint {
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
    this.#recent = undefined;
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

  #shardOf({ high }: Key): Shard | undefined {
    return this.#shards[high >>> (32 - shardBits)];
  }

  #known(key: Key): { readonly start: bigint; readonly last: bigint } | undefined {
    const known = this.#shardOf(key)?.get(key);
    return known && known.last >= this.#floor ? known : undefined;
  }

  #set(key: Key, start: bigint, last: bigint): void {
    this.#shardOf(key)?.set(key, start, last, this.#floor);
    this.#extend(start, last);
  }

  #extend(start: bigint, last: bigint): void {
    const recent = this.#recent;
    if (recent && start >= recent.from && start < recent.to && last <= recent.furthest) return;
    const midnight = floor(start, day);
    const reach = this.#reach.get(midnight) ?? { slots: new Map<bigint, bigint>(), furthest: last };
    this.#reach.set(midnight, reach);
    const begin = floor(start, slot);
    const known = reach.slots.get(begin);
    const furthest = known === undefined || known < last ? last : known;
    reach.slots.set(begin, furthest);
    this.#recent = { from: begin, to: begin + slot, furthest };
    if (reach.furthest < last) reach.furthest = last;
  }
}
