import { appendFile, readFile } from 'node:fs/promises';
import { hash } from 'node:crypto';
import { basename } from 'node:path';
import { writeJson } from '../../../contract/exact-number.ts';

/** A record that cannot be stored, as it came, and why. */
export type RefusedRecord = { readonly record: unknown; readonly reason: string };

/** So much of them is kept on disk; beyond, they are counted. */
const mostBytes = 64 * 1024 * 1024;

/** Keeps records of a source that cannot be stored, as lines of a file in the data folder, each once. */
export class RefusedRecords {
  readonly #path: string;
  readonly #known = new Set<string>();
  /** Why the last one was refused; undefined before the first since the start. */
  last: string | undefined;
  #bytes = 0;
  /** One after the other. */
  #tail: Promise<unknown> = Promise.resolve();
  #loading: Promise<void> | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  async #load(): Promise<void> {
    const text = await readFile(this.#path, 'utf8').catch(() => '');
    this.#bytes = Buffer.byteLength(text);
    for (const line of text.split('\n')) if (line !== '') this.#know(line);
    // what a killed process has left of a line would swallow the next one
    if (text !== '' && !text.endsWith('\n')) await appendFile(this.#path, '\n');
  }

  #know(line: string): boolean {
    const key = hash('sha256', line);
    if (this.#known.has(key)) return false;
    this.#known.add(key);
    return true;
  }

  /** Keep what is not kept yet. @returns how many that are */
  keep(refused: readonly RefusedRecord[]): Promise<number> {
    const kept = this.#tail.then(() => this.#keep(refused));
    this.#tail = kept.catch(() => {}); // whoever keeps them hears of the failure
    return kept;
  }

  async #keep(refused: readonly RefusedRecord[]): Promise<number> {
    await (this.#loading ??= this.#load());
    const fresh = refused.flatMap((each) => {
      const line = writeJson({ reason: each.reason, record: each.record });
      return this.#know(line) ? [{ ...each, line }] : [];
    });
    const text = fresh.map(({ line }) => `${line}\n`).join('');
    if (text === '') return 0;
    try {
      if (this.#bytes < mostBytes) await appendFile(this.#path, text, { mode: 0o600, flush: true });
    } catch (error) {
      for (const { line } of fresh) this.#known.delete(hash('sha256', line));
      throw error;
    }
    this.#bytes += Buffer.byteLength(text);
    this.last = fresh.at(-1)?.reason;
    return fresh.length;
  }

  /** The name of the file. */
  get file(): string {
    return basename(this.#path);
  }
}
