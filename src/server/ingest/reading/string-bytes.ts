const [quote, backslash, letterU] = [0x22, 0x5c, 0x75];

/** Bytes of a string that stand for themselves; those beyond ASCII are looked at elsewhere. */
const isPlain = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x20 && byte !== quote && byte !== backslash ? 1 : 0,
);

const isEscape = Uint8Array.from({ length: 256 }, (_, byte) =>
  '"\\/bfnrt'.includes(String.fromCharCode(byte)) ? 1 : 0,
);

const hexDigit = (byte: number): number => {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
};

/** Of a name that came in chunks no more is kept: none that is looked for is longer, however it is escaped. */
const maxCarried = 256;

type NameTaker = { name(bytes: Buffer, from: number, end: number): void };

/** One string of a JSON text after its first quote, read in chunks. */
export class StringBytes {
  isWhole = false;
  /** What should stand where `read` stopped. */
  fault: string | undefined;
  /** Bytes of escapes that the characters themselves would not have: at least three for each beyond ASCII. */
  spare = 0;
  #isEscaped = false;
  /** Digits that are missing of a code, and what it is so far. */
  #digits = 0;
  #code = 0;
  #isKept = false;
  /** The chunk that was read last, and from where to where. */
  #chunk: Buffer | undefined;
  #from = 0;
  #reached = 0;
  /** Where it begins in that chunk; -1 when that was another one. */
  #begun = 0;
  /** What came of it in chunks before. */
  #carried: Buffer | undefined;

  /** @param isKept whether it will be given */
  begin(isKept: boolean): void {
    this.isWhole = false;
    this.fault = undefined;
    this.spare = 0;
    this.#isKept = isKept;
    this.#chunk = undefined;
    this.#carried = undefined;
  }

  /** @returns the place of the quote that ends it, of the byte that is at fault, or the end of the chunk */
  read(bytes: Buffer, from: number, to: number): number {
    if (bytes !== this.#chunk || from !== this.#reached) this.#begun = this.#chunk === undefined ? from : -1;
    this.#chunk = bytes;
    this.#reached = to;
    this.#from = from;
    let at = from;
    for (;;) {
      if (this.#digits > 0 || this.#isEscaped) {
        if (at < to && this.#readEscape(bytes[at] ?? 0)) at += 1;
        if (this.fault !== undefined) return at;
      } else {
        while (at < to && isPlain[bytes[at] ?? 0] === 1) at += 1;
        if (at < to && bytes[at] === backslash) {
          this.#isEscaped = true;
          at += 1;
        } else if (at < to) {
          if (bytes[at] === quote) this.isWhole = true;
          else this.fault = 'an escape for a control character';
          return at;
        }
      }
      if (at < to) continue;
      if (this.#isKept) this.#carry(bytes, from, to);
      return to;
    }
  }

  /** Give its bytes, once it is whole. @param end the place of its last quote in the chunk just read */
  give(bytes: Buffer, end: number, taker: NameTaker): void {
    if (this.#begun >= 0) taker.name(bytes, this.#begun, end);
    else {
      const whole = this.#carry(bytes, this.#from, end);
      taker.name(whole, 0, whole.length);
    }
  }

  #readEscape(byte: number): boolean {
    if (this.#digits > 0) {
      const digit = hexDigit(byte);
      if (digit < 0) this.fault = 'a hexadecimal digit';
      this.#code = this.#code * 16 + digit;
      this.#digits -= 1;
      if (this.#digits === 0 && this.#code >= 0x80) this.spare += 3;
    } else if (byte === letterU) {
      this.#isEscaped = false;
      this.#digits = 4;
      this.#code = 0;
    } else if (isEscape[byte] === 1) this.#isEscaped = false;
    else this.fault = 'an escape';
    return this.fault === undefined;
  }

  #carry(bytes: Buffer, from: number, to: number): Buffer {
    const before = this.#carried ?? Buffer.alloc(0);
    const more = bytes.subarray(from, Math.min(to, from + maxCarried + 1));
    this.#carried = Buffer.concat([before, more]).subarray(0, maxCarried + 1);
    return this.#carried;
  }
}
