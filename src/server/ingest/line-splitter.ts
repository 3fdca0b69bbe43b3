/**
 * A line of a file, without its end, as bytes. A line longer than the limit comes in pieces, so that no line,
 * however long, has to fit in memory.
 */
export type Line = {
  /** Counted from 1. */
  readonly number: number;
  readonly bytes: Buffer;
  /** `piece`: more of an overlong line follows; `last`: the end of one. */
  readonly part: 'whole' | 'piece' | 'last';
};

const newline = 0x0a;

/** Cuts chunks of bytes into lines. */
export class LineSplitter {
  readonly #limit: number;
  #number = 1;
  #held: Buffer[] = [];
  #size = 0;
  #overlong = false;

  /** @param limit bytes that a whole line may have */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The lines that a chunk completes, and pieces of one that is overlong. */
  push(chunk: Buffer): Line[] {
    const lines: Line[] = [];
    let from = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, from)) {
      this.#hold(chunk.subarray(from, end));
      lines.push(this.#release(true));
      from = end + 1;
    }
    this.#hold(chunk.subarray(from));
    if (this.#overlong || this.#size > this.#limit) lines.push(this.#release(false));
    return lines;
  }

  /** The last line, when the file does not end with a newline. */
  end(): Line[] {
    return this.#size > 0 || this.#overlong ? [this.#release(true)] : [];
  }

  #hold(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#held.push(bytes);
    this.#size += bytes.length;
  }

  #release(ended: boolean): Line {
    const [only] = this.#held;
    const bytes = only && this.#held.length === 1 ? only : Buffer.concat(this.#held);
    const long = this.#overlong || bytes.length > this.#limit;
    const line: Line = { number: this.#number, bytes, part: long ? (ended ? 'last' : 'piece') : 'whole' };
    this.#held = [];
    this.#size = 0;
    this.#overlong = long && !ended;
    if (ended) this.#number += 1;
    return line;
  }
}
