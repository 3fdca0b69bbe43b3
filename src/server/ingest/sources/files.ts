import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';

/** Larger is neither a configuration nor a key. */
const mostBytes = 1024 * 1024;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
};

const reasonOf = (error: unknown): string =>
  (error instanceof Error && 'code' in error && reasons[String(error.code)]) ||
  `cannot be read (${String(error)})`;

/** Reads files and can tell whether any of them was another when it was read before. */
export class Files {
  readonly #hash = createHash('sha256');

  /** What stands for all that was read so far. */
  get fingerprint(): string {
    return this.#hash.copy().digest('base64');
  }

  /** @returns a file's bytes, or why there are none, to be read after its name */
  async read(path: string): Promise<Buffer | string> {
    const content = await this.#content(path);
    this.#hash.update(JSON.stringify([path, content.length, typeof content])).update(content);
    return content;
  }

  async #content(path: string): Promise<Buffer | string> {
    try {
      const entry = await stat(path);
      if (!entry.isFile()) return 'is no file';
      if (entry.size > mostBytes) return 'is too large';
      return await readFile(path);
    } catch (error) {
      return reasonOf(error);
    }
  }
}
