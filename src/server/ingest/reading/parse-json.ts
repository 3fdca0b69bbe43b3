import { isUtf8 } from 'node:buffer';
import { JsonBuilder, parseJson } from '../../../contract/exact-json.ts';
import { parseNumber } from '../../../contract/exact-number.ts';
import { type Steps } from '../../records/steps.ts';
import { type RecordRefusal, invalid } from '../prepare.ts';
import type { Element } from './element.ts';
import { JsonScanner, type Watcher } from './json-scanner.ts';

/** A text of more bytes is parsed in steps: `JSON.parse` takes a second for a mebibyte of names. */
const smallBytes = 16 * 1024;

/** So much of it is parsed in one. */
const stepBytes = 2 * 1024;

/** Builds a value from what a scanner tells of its bytes. */
class ValueWatcher implements Watcher {
  readonly builder = new JsonBuilder();
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  open(_at: number, isObject: boolean): boolean {
    this.builder.open(isObject);
    return true;
  }

  close(): void {
    this.builder.close();
  }

  scalar(from: number, end: number): void {
    const text = this.#bytes.toString('utf8', from, end);
    this.builder.add(/^[-\d]/.test(text) ? parseNumber(text) : JSON.parse(text));
  }

  name(bytes: Buffer, from: number, end: number): void {
    this.builder.name(String(JSON.parse(`"${bytes.toString('utf8', from, end)}"`)));
  }
}

/**
 * The value that `parseJson` would return, in steps.
 * @param isPlain whether it is known that doubles hold all of its numbers
 * @throws SyntaxError or JsonFault when there is none
 */
export function* parseJsonSteps(bytes: Buffer, isPlain = false): Steps<unknown> {
  if (bytes.length <= smallBytes) return (isPlain ? JSON.parse : parseJson)(bytes.toString());
  const watcher = new ValueWatcher(bytes);
  const scanner = new JsonScanner(watcher);
  for (let at = 0; at < bytes.length; at += stepBytes) {
    scanner.feed(bytes, at, Math.min(bytes.length, at + stepBytes));
    yield;
  }
  scanner.end();
  return watcher.builder.result;
}

/** The one place where an event's bytes become a value, in steps. @returns why not, when they are no text */
export function* parseSteps(
  bytes: Buffer,
  { hasLongNumbers }: Pick<Element, 'hasLongNumbers'>,
): Steps<{ readonly value: unknown } | RecordRefusal> {
  if (!isUtf8(bytes)) return invalid('holds bytes that are not UTF-8 text');
  return { value: yield* parseJsonSteps(bytes, !hasLongNumbers) };
}
