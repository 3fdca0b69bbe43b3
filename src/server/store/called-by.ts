import type { SoughtWords } from './plain-words.ts';

/** One of the texts by which somebody is called, without case and accents. */
export type CalledPerson = { readonly userId: string; readonly plain: string };

/** Somebody whom words call, and how well: how many of the words, and whether their name begins with one. */
export type CalledFit = { readonly userId: string; readonly fullness: number; readonly begins: boolean };

const partsOf = (name: string): readonly string[] =>
  name
    .split(/[^\p{L}\p{N}]+/u)
    .map((part) => part.replace(/([^0-9])[0-9]+$/, '$1'))
    .filter((part) => part !== '');

/** The words and what stands for them, as names are compared with them. */
class Sought {
  readonly #words: readonly string[];
  readonly #long: readonly string[];
  readonly #short: readonly (readonly string[])[];
  readonly #named: ReadonlySet<string>;
  readonly #initials: ReadonlySet<string>;
  readonly #isTyped: boolean;

  constructor({ words, initials, joined }: SoughtWords, mostTyped: number) {
    this.#words = words;
    this.#long = words.filter((word) => word.length >= 2);
    this.#short = words.map((_, at) => [initials[at] ?? '', ...(joined[at] ?? [])]);
    this.#named = new Set([...words, ...joined.flat()]);
    this.#initials = new Set(initials);
    this.#isTyped = words.length <= mostTyped;
  }

  fitOf({ userId, plain }: CalledPerson): CalledFit | undefined {
    if (!this.#long.some((word) => plain.includes(word))) return undefined;
    // where people are at home is no part of their name, unless it is written with its @
    const name = plain.includes('@') ? plain.slice(0, plain.lastIndexOf('@')) : plain;
    const isIn = (word: string): boolean => (word.includes('@') ? plain : name).includes(word);
    if (!this.#long.some(isIn)) return undefined;
    const parts = partsOf(name);
    const isWhole = (part: string): boolean => this.#named.has(part);
    const isTyped =
      this.#isTyped &&
      this.#words.every((word, at) => isIn(word) || parts.some((part) => this.#short[at]?.includes(part)));
    const isNamed =
      parts.every((part) => isWhole(part) || (part.length === 1 && this.#initials.has(part))) &&
      parts.some((part) => part.length >= 3 && isWhole(part));
    if (!isTyped && !isNamed) return undefined;
    return {
      userId,
      fullness: this.#long.filter(isIn).length,
      begins: this.#long.some((word) => name.startsWith(word)),
    };
  }
}

const byFit = (one: CalledFit, other: CalledFit): number =>
  other.fullness - one.fullness || Number(other.begins) - Number(one.begins);

/** Who of people is called by words, as names of records are (`EventQuestions.names`), each once by what fits best. */
export const calledBy = (
  people: readonly CalledPerson[],
  words: SoughtWords,
  mostTyped: number,
): readonly CalledFit[] => {
  const sought = new Sought(words, mostTyped);
  const best = new Map<string, CalledFit>();
  for (const person of people) {
    const fit = sought.fitOf(person);
    const known = best.get(person.userId);
    if (fit && (!known || byFit(fit, known) < 0)) best.set(person.userId, fit);
  }
  return [...best.values()].toSorted(byFit);
};
