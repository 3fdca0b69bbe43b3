import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { HttpProblem } from './problems.ts';

export type BodyLimits = {
  /** After so many milliseconds without a byte a body is given up. */
  readonly stallMs: number;
  /** After so many milliseconds it has to be whole. */
  readonly wholeMs: number;
  /** Bytes that all bodies may hold together, as they are in memory. */
  readonly heldBytes: number;
};

export const defaultBodyLimits: BodyLimits = {
  stallMs: 20_000,
  wholeMs: 120_000,
  heldBytes: 128 * 1024 * 1024,
};

/** A request of any kind has to be whole after so many milliseconds: later than a body that is watched. */
export const requestMs = 150_000;

const mebibyte = 1024 * 1024;

/** Bytes of the bodies that are being taken in, from their first byte to their answer. */
export class HeldBodies {
  readonly #limit: number;
  #bytes = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Whether so many bytes more may be held by a body that holds some. One alone may always. */
  hasRoom(more: number, own = 0): boolean {
    return this.#bytes === own || this.#bytes + more <= this.#limit;
  }

  add(bytes: number): void {
    this.#bytes += bytes;
  }

  busy(): HttpProblem {
    const held = Math.ceil(this.#bytes / mebibyte);
    return new HttpProblem(429, `Too busy. Bodies of ${held} MiB are being taken in already.`, {
      headers: { 'retry-after': '2' },
    });
  }
}

/** A body that has come whole, and counts as held until it is released. */
export class ReceivedBody {
  readonly bytes: Buffer;
  readonly #held: HeldBodies;
  #isHeld = true;

  constructor(bytes: Buffer, held: HeldBodies) {
    this.bytes = bytes;
    this.#held = held;
  }

  release(): void {
    if (this.#isHeld) this.#held.add(-this.bytes.length);
    this.#isHeld = false;
  }
}

/** The length that a request tells, when that is what its body has in memory; 0 when it cannot be known before. */
export const toldLength = ({ headers }: FastifyRequest): number =>
  headers['content-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : 0;

/**
 * After an answer that was given before the body has come: let the client send the rest of it, which is thrown away, so
 * that it reads the answer, but not for ever.
 */
export const closeUnlessWhole = ({ raw }: FastifyRequest, withinMs: number): void => {
  const closing = setTimeout(() => raw.complete || raw.destroy(), withinMs).unref();
  raw.once('close', () => clearTimeout(closing));
};

type Reception = {
  readonly limits: BodyLimits;
  readonly held: HeldBodies;
  /** Bytes that one body may have, packed and unpacked. */
  readonly maxBytes: number;
};

const secondsIn = (ms: number): string => `${ms / 1000} s`;

/** How many bytes of a body have come packed; `@fastify/compress` counts them. */
const packedLength = (payload: Readable): number =>
  'receivedEncodedLength' in payload ? Number(payload.receivedEncodedLength) : 0;

const blockBytes = 64 * 1024;

/** Bytes that come in chunks of any size, copied together: a byte that came alone would take a hundred in memory. */
class Blocks {
  readonly #blocks: Buffer[] = [];
  #free = 0;
  size = 0;

  add(bytes: Buffer): void {
    for (let at = 0; at < bytes.length;) {
      if (this.#free === 0) {
        this.#blocks.push(Buffer.allocUnsafeSlow(blockBytes));
        this.#free = blockBytes;
      }
      const taken = bytes.copy(this.#blocks.at(-1) ?? bytes, blockBytes - this.#free, at);
      this.#free -= taken;
      at += taken;
    }
    this.size += bytes.length;
  }

  whole(): Buffer {
    return Buffer.concat(this.#blocks, this.size);
  }
}

/** One body while it comes. */
class Reading {
  readonly #reception: Reception;
  #blocks = new Blocks();
  /** Why it is read to its end and not kept: an answer before that would not reach a client that still sends. */
  #refused: HttpProblem | undefined;

  constructor(reception: Reception) {
    this.#reception = reception;
  }

  /** @returns why nothing more of it is read */
  take(chunk: Buffer, packed: number): HttpProblem | undefined {
    const { held, maxBytes } = this.#reception;
    const { size } = this.#blocks;
    if (size + chunk.length > maxBytes || packed > maxBytes) return tooLarge(maxBytes);
    if (this.#refused === undefined && !held.hasRoom(chunk.length, size)) {
      this.#refused = held.busy();
      this.drop();
    }
    if (this.#refused) return undefined;
    this.#blocks.add(chunk);
    held.add(chunk.length);
    return undefined;
  }

  drop(): void {
    this.#reception.held.add(-this.#blocks.size);
    this.#blocks = new Blocks();
  }

  /** @throws HttpProblem when it was not kept */
  whole(): ReceivedBody {
    if (this.#refused) throw this.#refused;
    return new ReceivedBody(this.#blocks.whole(), this.#reception.held);
  }
}

const tooLarge = (maxBytes: number): HttpProblem =>
  new HttpProblem(413, `The body is over ${maxBytes / mebibyte} MiB, which is the most that is taken.`);

/**
 * Take in a body.
 * @param payload the request’s body, unpacked
 * @throws HttpProblem 408 when it stops or takes too long, 413 when it is too large, 429 when too much is held already
 */
export const receiveBody = async (
  request: FastifyRequest,
  payload: Readable,
  reception: Reception,
): Promise<ReceivedBody> => {
  const { limits, maxBytes } = reception;
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const reading = new Reading(reception);
  const watch = new BodyWatch(limits);
  const hear = () => watch.hear();
  request.raw.on('data', hear);
  const take = (chunk: Buffer) => {
    const problem = reading.take(chunk, packedLength(payload));
    if (problem) watch.giveUp(problem);
  };
  payload.on('data', take).resume(); // one that is unpacked has been made to wait
  try {
    await new Promise<void>((resolve, reject) => {
      watch.signal.addEventListener('abort', () => reject(watch.signal.reason as Error));
      payload.once('end', resolve);
      payload.on('error', reject); // stays: an error that comes later has nobody else to hear it
      payload.once('close', () => reject(new HttpProblem(400, 'The body ended early.')));
    });
    return reading.whole();
  } catch (error) {
    reading.drop();
    throw error;
  } finally {
    request.raw.off('data', hear);
    payload.off('data', take);
    watch.end();
  }
};

/** Gives a body up that stops, or takes too long. */
class BodyWatch {
  readonly #stop = new AbortController();
  readonly #stall: NodeJS.Timeout;
  readonly #whole: NodeJS.Timeout;
  #heard = 0;

  constructor({ stallMs, wholeMs }: BodyLimits) {
    const stalled = new HttpProblem(
      408,
      `The body stopped: nothing of it has come for ${secondsIn(stallMs)}.`,
    );
    const late = new HttpProblem(408, `The body was not whole after ${secondsIn(wholeMs)}.`);
    this.#stall = setTimeout(() => {
      const before = this.#heard;
      // what has come while the thread was busy is read before this
      setImmediate(() => this.#heard === before && this.giveUp(stalled));
    }, stallMs);
    this.#whole = setTimeout(() => this.giveUp(late), wholeMs);
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  hear(): void {
    this.#heard += 1;
    this.#stall.refresh();
  }

  giveUp(problem: HttpProblem): void {
    this.#stop.abort(problem);
  }

  end(): void {
    clearTimeout(this.#stall);
    clearTimeout(this.#whole);
  }
}
