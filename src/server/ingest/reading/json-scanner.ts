import { surelyHeld } from '../../../contract/exact-number.ts';
import { type Expected, afterNumber, isDigit, isNumberWhole, expected } from './json-states.ts';
import { StringBytes } from './string-bytes.ts';

/** Watches the outer levels of a JSON text while it is scanned. Offsets count bytes from the first that was fed. */
export type Watcher = {
  /** A list or an object begins. @returns whether what is in it is watched as well */
  open(at: number, isObject: boolean): boolean;
  /** A list or an object ends whose inside was watched. */
  close(end: number): void;
  /** A text, a number, true, false or null. */
  scalar(from: number, end: number): void;
  /** The name of a member: the bytes between its quotes, as they are written. */
  name(bytes: Buffer, from: number, end: number): void;
};

/** What is no JSON, with the offset of the byte that cannot be there. */
export class JsonFault extends Error {
  readonly at: number;
  constructor(at: number, expected: string) {
    super(`${expected} was expected`);
    this.name = 'JsonFault';
    this.at = at;
  }
}

const [quote, comma, colon, minus, zero] = [0x22, 0x2c, 0x3a, 0x2d, 0x30];
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];

const literals: Readonly<Record<number, string>> = { 0x74: 'true', 0x66: 'false', 0x6e: 'null' };

const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/**
 * Reads JSON byte by byte, in chunks of any size, in memory that does not grow but by a bit for each level of nesting, and
 * accepts exactly what `JSON.parse` does, of any number of texts after each other.
 */
export class JsonScanner {
  /** The deepest level so far; may be set back. */
  deepest = 0;
  /** Bytes so far that a text without blanks and escapes would not have. */
  spare = 0;
  /** Numbers so far that a double may not hold: of more characters than those that it surely does, or with an exponent. */
  longNumbers = 0;
  readonly #watcher: Watcher;
  #expected: Expected = expected.value;
  /** The offset of the expected byte. */
  #read = 0;
  /** What the offset of a byte is more than its place in the chunk that is read. */
  #shift = 0;
  #depth = 0;
  /** How many of the levels are watched. */
  #watched = 0;
  /** For each level a bit: an object. */
  #objects = new Uint8Array(16);
  /** Where the scalar that is read begins. */
  #start = 0;
  readonly #string = new StringBytes();
  #isName = false;
  #literal = '';

  constructor(watcher: Watcher) {
    this.#watcher = watcher;
  }

  get depth(): number {
    return this.#depth;
  }

  /** Whether no text has begun, or the last one has ended. */
  get isBetween(): boolean {
    return this.#depth === 0 && (this.#expected === expected.after || this.#expected === expected.value);
  }

  /** How many bytes have been fed. */
  get offset(): number {
    return this.#read;
  }

  /** @throws JsonFault at the first byte that cannot be there */
  feed(bytes: Buffer, from = 0, to = bytes.length): void {
    this.#shift = this.#read - from;
    let at = from;
    while (at < to) {
      if (this.#expected === expected.inString) at = this.#readString(bytes, at, to);
      else if (this.#expected > expected.literal) at = this.#readNumber(bytes, at, to);
      else {
        const byte = bytes[at] ?? 0;
        if (this.#expected === expected.literal) this.#readLiteral(byte, at);
        else if (isBlank(byte)) this.spare += 1;
        else this.#readToken(byte, at);
        at += 1;
      }
    }
    this.#read += to - from;
    this.#shift = 0;
  }

  /** Nothing follows. @throws JsonFault when a text has not ended */
  end(): void {
    if (this.#depth === 0 && isNumberWhole(this.#expected)) this.#endNumber(this.#read);
    if (!this.isBetween) throw new JsonFault(this.#read, 'more');
  }

  #readToken(byte: number, at: number): void {
    if (this.#expected === expected.after && this.#depth > 0) this.#readAfter(byte, at);
    else if (this.#expected === expected.colon) {
      if (byte !== colon) throw this.#fault(at, 'a colon');
      this.#expected = expected.value;
    } else if (this.#expected === expected.name || this.#expected === expected.firstName) {
      if (byte === quote) this.#beginString(at, true);
      else if (byte === closeObject && this.#expected === expected.firstName) this.#close(at);
      else throw this.#fault(at, 'a name in double quotes');
    } else if (byte === closeList && this.#expected === expected.firstValue) this.#close(at);
    else this.#beginValue(byte, at);
  }

  #readAfter(byte: number, at: number): void {
    const isObject = this.#isObject();
    if (byte === comma) this.#expected = isObject ? expected.name : expected.value;
    else if (byte === (isObject ? closeObject : closeList)) this.#close(at);
    else throw this.#fault(at, isObject ? 'a comma or “}”' : 'a comma or “]”');
  }

  #beginValue(byte: number, at: number): void {
    if (byte === quote) this.#beginString(at, false);
    else if (byte === openObject || byte === openList) this.#open(at, byte === openObject);
    else {
      this.#start = at + this.#shift;
      this.#literal = literals[byte] ?? '';
      if (this.#literal !== '') this.#expected = expected.literal;
      else if (byte === minus) this.#expected = expected.minus;
      else if (isDigit(byte)) this.#expected = byte === zero ? expected.zero : expected.integer;
      else throw this.#fault(at, 'a value');
    }
  }

  #open(at: number, isObject: boolean): void {
    if (this.#depth === this.#watched && this.#watcher.open(at + this.#shift, isObject)) this.#watched += 1;
    const place = this.#depth >> 3;
    if (place === this.#objects.length) {
      const longer = new Uint8Array(place * 2);
      longer.set(this.#objects);
      this.#objects = longer;
    }
    const bit = 1 << (this.#depth & 7);
    const others = (this.#objects[place] ?? 0) & ~bit;
    this.#objects[place] = isObject ? others | bit : others;
    this.#depth += 1;
    if (this.#depth > this.deepest) this.deepest = this.#depth;
    this.#expected = isObject ? expected.firstName : expected.firstValue;
  }

  #close(at: number): void {
    const isWatched = this.#depth === this.#watched;
    this.#depth -= 1;
    this.#expected = expected.after;
    if (!isWatched) return;
    this.#watched -= 1;
    this.#watcher.close(at + this.#shift + 1);
  }

  #isObject(): boolean {
    const level = this.#depth - 1;
    return ((this.#objects[level >> 3] ?? 0) & (1 << (level & 7))) !== 0;
  }

  #beginString(at: number, isName: boolean): void {
    this.#start = at + this.#shift;
    this.#isName = isName;
    this.#string.begin(isName && this.#depth === this.#watched);
    this.#expected = expected.inString;
  }

  #readString(bytes: Buffer, at: number, to: number): number {
    const string = this.#string;
    const end = string.read(bytes, at, to);
    if (string.fault !== undefined) throw this.#fault(end, string.fault);
    if (!string.isWhole) return to;
    this.spare += string.spare;
    if (!this.#isName) this.#endScalar(end + this.#shift + 1);
    else {
      this.#expected = expected.colon;
      if (this.#depth === this.#watched) string.give(bytes, end, this.#watcher);
    }
    return end + 1;
  }

  #readLiteral(byte: number, at: number): void {
    const read = at + this.#shift - this.#start;
    if (byte !== this.#literal.charCodeAt(read)) throw this.#fault(at, `“${this.#literal}”`);
    if (read + 1 === this.#literal.length) this.#endScalar(at + this.#shift + 1);
  }

  #readNumber(bytes: Buffer, from: number, to: number): number {
    let at = from;
    while (at < to) {
      const then = afterNumber(this.#expected, bytes[at] ?? 0);
      if (then === undefined) {
        if (!isNumberWhole(this.#expected)) throw this.#fault(at, 'a digit');
        this.#endNumber(at + this.#shift);
        return at;
      }
      this.#expected = then;
      at += 1;
    }
    return at;
  }

  #endNumber(end: number): void {
    if (end - this.#start > surelyHeld || this.#expected === expected.power) this.longNumbers += 1;
    this.#endScalar(end);
  }

  #endScalar(end: number): void {
    this.#expected = expected.after;
    if (this.#depth === this.#watched) this.#watcher.scalar(this.#start, end);
  }

  #fault(at: number, expected: string): JsonFault {
    return new JsonFault(at + this.#shift, expected);
  }
}
