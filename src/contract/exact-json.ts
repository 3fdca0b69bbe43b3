import { isHeld, parseNumber } from './exact-number.ts';

/** Puts values of JSON together as they are read: what `JSON.parse` would make of them. */
export class JsonBuilder {
  result: unknown;
  readonly #open: object[] = [];
  readonly #names: string[] = [];

  /** Whether what is read next is a member of an object. */
  get isInObject(): boolean {
    const container = this.#open.at(-1);
    return container !== undefined && !Array.isArray(container);
  }

  open(isObject: boolean): void {
    const container = isObject ? {} : [];
    this.add(container);
    this.#open.push(container);
    if (isObject) this.#names.push('');
  }

  close(): void {
    if (!Array.isArray(this.#open.pop())) this.#names.pop();
  }

  /** The name of the member that comes next. */
  name(name: string): void {
    this.#names[this.#names.length - 1] = name;
  }

  add(value: unknown): void {
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

/** What could be a number that no double holds: of 16 characters or more, or with an exponent. It may lie in a text. */
const suspect = /(?:^|[[:,\s])(-?\d[\d.]{15,}(?:[eE][+-]?\d+)?|-?\d[\d.]*[eE][+-]?\d+)(?=[\s,\]}]|$)/g;

/** Whether JSON has a number that no double holds, or a text that looks as if it had one. Nearly none has. */
const mayBeLost = (json: string): boolean => {
  for (const [, number = ''] of json.matchAll(suspect)) if (!isHeld(number)) return true;
  return false;
};

/** Where a text of JSON ends that begins at a quote: behind the quote before which the backslashes are even. */
const endOfText = (json: string, from: number): number => {
  for (let quote = json.indexOf('"', from + 1); ; quote = json.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (json[quote - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
  }
};

const scalar = /[-+.\w]+/y;

const endOfScalar = (json: string, from: number): number => {
  scalar.lastIndex = from;
  return scalar.test(json) ? scalar.lastIndex : from + 1;
};

/** JSON that is known to be some, with the digits of its numbers. */
const parseExactly = (json: string): unknown => {
  const builder = new JsonBuilder();
  let isName = false;
  for (let at = 0, end = 0; at < json.length; at = end) {
    const character = json[at] ?? '';
    end = at + 1;
    if (character === '{' || character === '[') {
      isName = character === '{';
      builder.open(isName);
    } else if (character === '}' || character === ']') builder.close();
    else if (character === ',') isName = builder.isInObject;
    else if (character === '"') {
      end = endOfText(json, at);
      const text = String(JSON.parse(json.slice(at, end)));
      if (isName) builder.name(text);
      else builder.add(text);
      isName = false;
    } else if (/[-\d]/.test(character)) {
      end = endOfScalar(json, at);
      builder.add(parseNumber(json.slice(at, end)));
    } else if (/[a-z]/.test(character)) {
      end = endOfScalar(json, at);
      builder.add(JSON.parse(json.slice(at, end)));
    }
  }
  return builder.result;
};

/**
 * `JSON.parse`, but that numbers keep their digits: those that no double holds are an `ExactNumber` each.
 * @throws SyntaxError when it is no JSON
 */
export const parseJson = (json: string): unknown => {
  const value: unknown = JSON.parse(json);
  return mayBeLost(json) ? parseExactly(json) : value;
};
