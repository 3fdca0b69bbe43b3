const byteHex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

const hexOf = (word: number): string =>
  `${byteHex[word >>> 24] ?? ''}${byteHex[(word >>> 16) & 255] ?? ''}${byteHex[(word >>> 8) & 255] ?? ''}${byteHex[word & 255] ?? ''}`;

/** A 32-bit number that stands for a text (FNV-1a). */
export const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
};

/**
 * A small fast generator of pseudo-random numbers (sfc32), the same everywhere for the same seed. Each attempt
 * has its own, so that what happens in one never shifts another.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number, stream: number, item = 0) {
    this.#a = seed | 0;
    this.#b = stream | 0;
    this.#c = item | 0;
    for (let round = 0; round < 12; round += 1) this.word();
  }

  /** A whole number from 0 to 2³² − 1. */
  word(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return sum >>> 0;
  }

  /** A number from 0 up to, not including, 1. */
  unit(): number {
    return this.word() / 4_294_967_296;
  }

  /** A whole number from 0 up to, not including, `bound`. */
  below(bound: number): number {
    return Math.floor(this.unit() * bound);
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** One of the items of a list that has some. */
  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }

  /** A number that follows Zipf’s law softly: low ones often, high ones seldom, all below `bound`. */
  rank(bound: number): number {
    const flat = 8;
    return Math.min(bound - 1, Math.floor(flat * ((bound + flat) / flat) ** this.unit()) - flat);
  }

  /** Text of the shape of a version 4 UUID. */
  uuid(): string {
    const [first, middle] = [hexOf(this.word()), hexOf((this.word() & 0xffff_0fff) | 0x4000)];
    const [third, last] = [hexOf((this.word() & 0x3fff_ffff) | 0x8000_0000), hexOf(this.word())];
    return `${first}-${middle.slice(0, 4)}-${middle.slice(4)}-${third.slice(0, 4)}-${third.slice(4)}${last}`;
  }

  /** `length` hexadecimal digits. */
  hex(length: number): string {
    let text = '';
    while (text.length < length) text += hexOf(this.word());
    return text.slice(0, length);
  }
}
