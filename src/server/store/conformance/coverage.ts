import type { Store } from '../store.ts';

/*
 * Which questions the suite has asked. Every store that it opens tells when it is asked something, so that a question
 * of the port that no part of the suite asks is found at the end, by its name.
 */

const asked = new Set<string>();

/** The names of the questions of a store, those of its parts behind the part’s: `attempts.page`. */
const questionsOf = (part: object, prefix = ''): string[] =>
  Object.entries(part).flatMap(([name, member]: [string, unknown]) => {
    if (typeof member === 'function') return [`${prefix}${name}`];
    return typeof member === 'object' && member !== null ? questionsOf(member, `${prefix}${name}.`) : [];
  });

const notingPart = <Part extends object>(part: Part, prefix = ''): Part =>
  Object.fromEntries(
    Object.entries(part).map(([name, member]: [string, unknown]) => {
      const path = `${prefix}${name}`;
      if (typeof member === 'object' && member !== null) return [name, notingPart(member, `${path}.`)];
      if (typeof member !== 'function') return [name, member];
      return [
        name,
        (...given: readonly unknown[]): unknown => {
          asked.add(path);
          return Reflect.apply(member, part, given);
        },
      ];
    }),
  ) as Part;

/** The same store, of which it is noted what it is asked. */
export const noting = (store: Store): Store => notingPart(store);

/** What a store is asked, and what the suite has not asked it. */
export const unasked = (store: Store): readonly string[] =>
  questionsOf(store).filter((question) => !asked.has(question));
