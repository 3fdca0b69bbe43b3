import { closeSync, openSync, writeSync } from 'node:fs';

/** The file that rejected lines are written to; it is made, or emptied, with the first of them. */
export class RejectsFile {
  readonly path: string;
  #file: number | undefined;

  constructor(path: string) {
    this.path = path;
  }

  get isUsed(): boolean {
    return this.#file !== undefined;
  }

  readonly write = (bytes: Buffer): void => {
    this.#file ??= openSync(this.path, 'w');
    for (let at = 0; at < bytes.length;) at += writeSync(this.#file, bytes, at);
  };

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
  }
}
