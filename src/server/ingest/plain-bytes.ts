import { type InflateRaw, crc32, createInflateRaw } from 'node:zlib';

const magic = [0x1f, 0x8b] as const;

const isGzip = (start: Buffer): boolean => start[0] === magic[0] && start[1] === magic[1];

/** Small chunks, because each can become a thousand times as much. */
const pieceLength = 16 * 1024;

/**
 * The bytes of a source as they are, or unpacked when they begin as gzip does, whatever its name says. As with `gzip -d`,
 * members follow each other, and zeros between and behind them are nothing.
 * @throws Error when the gzip data is damaged, ends early, or is followed by something else, after all that could be
 * unpacked has been yielded
 */
export async function* plainBytes(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  let start: Buffer = Buffer.alloc(0);
  let members: Members | undefined;
  let decided = false;
  for await (const chunk of chunks) {
    // two bytes tell, and a pipe may bring them one by one
    start = decided ? chunk : Buffer.concat([start, chunk]);
    if (!decided && start.length < 2) continue;
    if (!decided && isGzip(start)) members = new Members();
    decided = true;
    if (members)
      for (let at = 0; at < start.length; at += pieceLength)
        yield* members.read(start.subarray(at, at + pieceLength));
    else yield start;
  }
  if (members) members.end();
  else if (!decided && start.length > 0) yield start;
}

const damaged = (reason: string): Error => new Error(`its gzip data is damaged or cut off (${reason})`);

/** The bits of a header's flags that say what follows its ten bytes. */
const flags = { checksum: 2, extra: 4, name: 8, comment: 16, unknown: 0xe0 } as const;

const headerLength = 10;

/** A member's header, which may come in chunks. */
class Header {
  #read = 0;
  #flags = 0;
  /** Bytes that are still to be passed over, of an extra field or of a checksum. */
  #left = 0;
  #extraLength = 0;
  #parts: ('extraLength' | 'extra' | 'text' | 'checksum')[] = [];

  /** @returns whether the header has ended with this byte. @throws Error when it is none */
  take(byte: number): boolean {
    if (this.#read < headerLength) {
      this.#takeFixed(byte);
      return this.#read === headerLength && this.#parts.length === 0;
    }
    const [part] = this.#parts;
    if (part === 'text') {
      if (byte === 0) this.#parts.shift();
    } else if (part === 'extraLength') {
      this.#extraLength += byte << (8 * (2 - this.#left));
      this.#count(this.#extraLength);
    } else this.#count(2);
    return this.#parts.length === 0;
  }

  #takeFixed(byte: number): void {
    const at = this.#read;
    this.#read += 1;
    if (at < 2 ? byte !== magic[at as 0 | 1] : at === 2 && byte !== 8) throw damaged('no gzip header');
    if (at !== 3) return;
    if ((byte & flags.unknown) !== 0) throw damaged('unknown flags');
    this.#flags = byte;
    if ((this.#flags & flags.extra) !== 0) this.#parts.push('extraLength', 'extra');
    if ((this.#flags & flags.name) !== 0) this.#parts.push('text');
    if ((this.#flags & flags.comment) !== 0) this.#parts.push('text');
    if ((this.#flags & flags.checksum) !== 0) this.#parts.push('checksum');
    this.#left = 2;
  }

  /** One byte of the part less; then the next, which has so many. */
  #count(next: number): void {
    this.#left -= 1;
    if (this.#left > 0) return;
    this.#parts.shift();
    this.#left = this.#parts[0] === 'extra' ? next : 2;
    if (this.#parts[0] !== 'extra' || next > 0) return;
    this.#parts.shift();
    this.#left = 2;
  }
}

const trailerLength = 8;

/** What is unpacked of one member, chunk by chunk, so that what came before an error is not lost with it. */
class Deflated {
  readonly #inflate: InflateRaw = createInflateRaw();
  #ready: Buffer[] = [];
  #failure: Error | undefined;
  #wake = (): void => undefined;
  #checksum = 0;
  #size = 0;
  hasEnded = false;

  constructor() {
    this.#inflate.on('data', (bytes: Buffer) => this.#ready.push(bytes));
    // of a write that fails, or after which the data ends, the callback is not called
    this.#inflate.on('error', (error) => {
      this.#failure = error;
      this.#wake();
    });
    this.#inflate.on('end', () => {
      this.hasEnded = true;
      this.#wake();
    });
  }

  /** @returns how many bytes of the chunk belong to it. @throws Error when it is damaged, after what came before */
  async *read(chunk: Buffer): AsyncGenerator<Buffer, number, undefined> {
    const before = this.#inflate.bytesWritten;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      this.#inflate.write(chunk, () => resolve());
    });
    while (this.#inflate.read() !== null); // what is still buffered is emitted as data
    const bytes = this.#ready;
    this.#ready = [];
    for (const some of bytes) {
      this.#checksum = crc32(some, this.#checksum);
      this.#size = (this.#size + some.length) % 2 ** 32;
      yield some;
    }
    if (this.#failure) throw damaged(this.#failure.message);
    return this.#inflate.bytesWritten - before;
  }

  /** @throws Error when the trailer tells other data */
  check(trailer: Buffer): void {
    this.#inflate.destroy();
    if (trailer.readUInt32LE(0) !== this.#checksum) throw damaged('incorrect data check');
    if (trailer.readUInt32LE(4) !== this.#size) throw damaged('incorrect length check');
  }
}

/** The members of a gzip file, one after the other. */
class Members {
  #header: Header | undefined = new Header();
  #deflated: Deflated | undefined;
  #trailer: number[] = [];

  async *read(chunk: Buffer): AsyncGenerator<Buffer, void, undefined> {
    let at = 0;
    while (at < chunk.length) {
      const deflated = this.#deflated;
      if (deflated && !deflated.hasEnded) at += yield* deflated.read(chunk.subarray(at));
      else {
        this.#takeByte(chunk[at] ?? 0, deflated);
        at += 1;
      }
    }
  }

  /** @throws Error when a member has not ended */
  end(): void {
    if (this.#header || this.#deflated) throw damaged('unexpected end of file');
  }

  #takeByte(byte: number, deflated: Deflated | undefined): void {
    if (deflated) {
      this.#trailer.push(byte);
      if (this.#trailer.length < trailerLength) return;
      deflated.check(Buffer.from(this.#trailer));
      [this.#deflated, this.#trailer] = [undefined, []];
    } else if (this.#header || byte !== 0) {
      if (!this.#header && byte !== magic[0])
        throw new Error('its gzip data is followed by something else, which is not read');
      this.#header ??= new Header();
      if (!this.#header.take(byte)) return;
      this.#header = undefined;
      this.#deflated = new Deflated();
    }
  }
}
