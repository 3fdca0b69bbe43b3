import { isUtf8 } from 'node:buffer';
import { type Steps } from '../../store/steps.ts';
import { type Refusal, invalid } from '../prepare.ts';
import { JsonScanner, type Watcher } from './json-scanner.ts';

/** A text of more bytes is parsed in steps: `JSON.parse` takes a second for a mebibyte of names. */
const smallBytes = 16 * 1024;

/** So much of it is parsed in one. */
const stepBytes = 2 * 1024;

/** Builds the value that `JSON.parse` would return from what a scanner tells. */
class JsonBuilder implements Watcher {
  result: unknown;
  readonly #text: Buffer;
  readonly #open: object[] = [];
  readonly #names: string[] = [];

  constructor(text: Buffer) {
    this.#text = text;
  }

  open(_at: number, isObject: boolean): boolean {
    const container = isObject ? {} : [];
    this.#place(container);
    this.#open.push(container);
    if (isObject) this.#names.push('');
    return true;
  }

  close(): void {
    if (!Array.isArray(this.#open.pop())) this.#names.pop();
  }

  scalar(from: number, end: number): void {
    this.#place(JSON.parse(this.#text.toString('utf8', from, end)));
  }

  name(bytes: Buffer, from: number, end: number): void {
    this.#names[this.#names.length - 1] = String(JSON.parse(`"${bytes.toString('utf8', from, end)}"`));
  }

  #place(value: unknown): void {
    const container = this.#open.at(-1);
    if (container === undefined) this.result = value;
    else if (Array.isArray(container)) container.push(value);
    else {
      const name = this.#names.at(-1) ?? '';
      // an assignment to this name would give the object another prototype
      if (name === '__proto__')
        Object.defineProperty(container, name, {
          value,
          writable: true,
          enumerable: true,
          configurable: true,
        });
      else (container as Record<string, unknown>)[name] = value;
    }
  }
}

/** The value that `JSON.parse` would return, in steps. @throws SyntaxError or JsonFault when there is none */
export function* parseJsonSteps(bytes: Buffer): Steps<unknown> {
  if (bytes.length <= smallBytes) return JSON.parse(bytes.toString());
  const builder = new JsonBuilder(bytes);
  const scanner = new JsonScanner(builder);
  for (let at = 0; at < bytes.length; at += stepBytes) {
    scanner.feed(bytes, at, Math.min(bytes.length, at + stepBytes));
    yield;
  }
  scanner.end();
  return builder.result;
}

/** The one place where an event's bytes become a value, in steps. @returns why not, when they are no text */
export function* parseSteps(bytes: Buffer): Steps<{ readonly value: unknown } | Refusal> {
  if (!isUtf8(bytes)) return invalid('holds bytes that are not UTF-8 text');
  return { value: yield* parseJsonSteps(bytes) };
}
