import { closeSync, constants, fchmodSync, ftruncateSync, openSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { maxBodyBytes } from '../../../contract/webhook.ts';
import { reserveBytes } from '../../process/disk-reserve.ts';
import { countText } from './progress.ts';

const mebibyte = 1024 * 1024;
const newline = 0x0a;

/** How many names are tried before all of them count as taken. */
const maxNames = 1_000;

/** How often the disk is looked at while rejects are written, in bytes. */
const lookEvery = mebibyte;

/**
 * Bytes of rejected lines that one run may still write, whatever its sources hold: a few kilobytes of gzip can unpack
 * to any number of bad lines.
 */
export class RejectsAllowance {
  readonly total: number;
  left: number;

  constructor(total = 64 * mebibyte) {
    this.total = total;
    this.left = total;
  }
}

export type RejectsOptions = {
  /** Where the file is made. */
  readonly folder: string;
  /** What its name begins with. */
  readonly name: string;
  readonly allowance: RejectsAllowance;
  /** Is told the file's path when it is made. */
  readonly announce?: (path: string) => void;
};

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const isTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EEXIST';

/** As much of a name as leaves a file system's 255 bytes room for what is added to it. */
const beginningOf = (name: string): string => {
  let fitting = '';
  for (const character of name) {
    if (Buffer.byteLength(fitting + character) > 230) break;
    fitting += character;
  }
  return fitting;
};

/** Make a file under a name that nothing has, not even a link that leads nowhere. Only its user can read it. */
const makeNew = (folder: string, name: string): { readonly path: string; readonly file: number } => {
  const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;
  const beginning = beginningOf(name);
  for (let number = 1; number <= maxNames; number += 1) {
    const path = join(folder, `${beginning}.rejects${number === 1 ? '' : `-${number}`}.jsonl`);
    try {
      const file = openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
      fchmodSync(file, 0o600); // the umask may have taken more away
      return { path, file };
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
  throw new Error(`${maxNames} files of rejected lines of ${name} are in ${folder} already`);
};

/**
 * The file that rejected lines are written to: a new one beside what is there, made with the first of them, and limited
 * in size. What cannot be kept ends no import; `summary` says it.
 */
export class RejectsFile {
  readonly #options: RejectsOptions;
  #made: { readonly path: string; readonly file: number } | undefined;
  #kept = { lines: 0, bytes: 0 };
  #lookIn = 0;
  #isOverlong = false;
  #overlong = 0;
  /** Why no more is kept. */
  #full: string | undefined;

  constructor(options: RejectsOptions) {
    this.#options = options;
  }

  /** Keep a line with its end. Pieces of an overlong line, which have none, are passed over to its end. */
  readonly write = (bytes: Buffer): void => {
    const isEnd = bytes.at(-1) === newline;
    if (this.#isOverlong || !isEnd || bytes.length > maxBodyBytes + 1) {
      this.#isOverlong = !isEnd;
      if (isEnd) this.#overlong += 1;
    } else if (this.#full === undefined) this.#full = this.#keep(bytes);
  };

  /** Where the rejected lines are, and which are not there and why, as sentences. */
  summary(): string[] {
    const sentences: string[] = [];
    const { lines } = this.#kept;
    const path = this.#made?.path;
    if (path !== undefined && this.#full === undefined) sentences.push(`The rejected lines are in ${path}`);
    if (this.#full !== undefined && path !== undefined)
      sentences.push(
        `The first ${countText(lines)} rejected lines are in ${path}`,
        `Those after them are counted, but not kept: ${this.#full}.`,
      );
    if (this.#full !== undefined && path === undefined)
      sentences.push(`The rejected lines are counted, but not kept: ${this.#full}.`);
    if (this.#overlong > 0)
      sentences.push(
        `Lines longer than ${maxBodyBytes / mebibyte} MiB are not kept: ${countText(this.#overlong)} of them.`,
      );
    return sentences;
  }

  close(): void {
    if (this.#made !== undefined) closeSync(this.#made.file);
  }

  /** @returns why it could not be kept, if so */
  #keep(bytes: Buffer): string | undefined {
    const { allowance, announce, folder, name } = this.#options;
    if (bytes.length > allowance.left)
      return `one import writes at most ${countText(allowance.total / mebibyte)} MiB of them`;
    try {
      if (!this.#hasRoom(bytes.length))
        return `less than ${reserveBytes / mebibyte} MiB of the disk would stay free`;
      if (this.#made === undefined) {
        this.#made = makeNew(folder, name);
        announce?.(this.#made.path);
      }
      this.#append(this.#made.file, bytes);
    } catch (error) {
      return `writing failed (${reasonOf(error)})`;
    }
    allowance.left -= bytes.length;
    this.#kept = { lines: this.#kept.lines + 1, bytes: this.#kept.bytes + bytes.length };
    return undefined;
  }

  #append(file: number, bytes: Buffer): void {
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
    } catch (error) {
      ftruncateSync(file, this.#kept.bytes); // half a line would be taken for a bad one
      throw error;
    }
  }

  #hasRoom(bytes: number): boolean {
    if (this.#lookIn < bytes) {
      const { bavail, bsize } = statfsSync(this.#options.folder);
      if (bavail * bsize < reserveBytes + bytes + lookEvery) return false;
      this.#lookIn = bytes + lookEvery;
    }
    this.#lookIn -= bytes;
    return true;
  }
}
