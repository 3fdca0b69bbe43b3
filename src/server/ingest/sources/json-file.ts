import { isUtf8 } from 'node:buffer';
import { JsonFault, JsonScanner, type Watcher } from '../reading/json-scanner.ts';

type Path = readonly PropertyKey[];

/** A file of JSON as a person wrote it: its value, and on which line each part of it begins. */
export type JsonFile = {
  readonly name: string;
  readonly value: unknown;
  /** The line of a member, or of what it would be in. */
  readonly lineOf: (path: Path) => number;
};

const keyOf = (path: Path): string => JSON.stringify(path.map(String));

/** Notes where each value begins. */
class Places implements Watcher {
  readonly offsets = new Map<string, number>();
  readonly #path: PropertyKey[] = [];
  /** For each open list the place of its next item; undefined for objects. */
  readonly #next: (number | undefined)[] = [];
  #name = '';

  open(at: number, isObject: boolean): boolean {
    this.#begin(at);
    this.#next.push(isObject ? undefined : 0);
    return true;
  }

  close(): void {
    this.#next.pop();
    this.#path.pop();
  }

  scalar(from: number): void {
    this.#begin(from);
    this.#path.pop();
  }

  name(bytes: Buffer, from: number, end: number): void {
    this.#name = String(JSON.parse(`"${bytes.toString('utf8', from, end)}"`));
  }

  #begin(at: number): void {
    const place = this.#next.at(-1);
    if (this.#next.length > 0) this.#path.push(place ?? this.#name);
    if (place !== undefined) this.#next[this.#next.length - 1] = place + 1;
    this.offsets.set(keyOf(this.#path), at);
  }
}

const lineAt = (bytes: Buffer, offset: number): number => {
  let line = 1;
  for (let at = bytes.indexOf(0x0a); at !== -1 && at < offset; at = bytes.indexOf(0x0a, at + 1)) line += 1;
  return line;
};

const byteOrderMark = Buffer.from('\uFEFF');

/** Read a file's bytes as JSON. @returns what is wrong with them, as a sentence, when they are none */
export const parseJsonFile = (name: string, content: Buffer): JsonFile | string => {
  const hasMark = content.subarray(0, byteOrderMark.length).equals(byteOrderMark);
  const bytes = hasMark ? content.subarray(byteOrderMark.length) : content;
  if (!isUtf8(bytes)) return `${name} must be JSON, as UTF-8 text.`;
  const places = new Places();
  const scanner = new JsonScanner(places);
  try {
    scanner.feed(bytes);
    scanner.end();
    // the scanner takes any number of texts
    const value: unknown = JSON.parse(bytes.toString());
    return {
      name,
      value,
      lineOf: (path) => {
        for (let length = path.length; length > 0; length -= 1) {
          const offset = places.offsets.get(keyOf(path.slice(0, length)));
          if (offset !== undefined) return lineAt(bytes, offset);
        }
        return lineAt(bytes, places.offsets.get(keyOf([])) ?? 0);
      },
    };
  } catch (error) {
    if (error instanceof JsonFault)
      return `${name}, line ${lineAt(bytes, error.at)}: is no JSON: ${error.message}.`;
    if (error instanceof SyntaxError) return `${name} must be one JSON value.`;
    throw error;
  }
};

/** A sentence on a part of a file. */
export const sentenceAt = ({ name, lineOf }: JsonFile, path: Path, text: string): string =>
  `${name}, line ${lineOf(path)}: ${text}.`;
