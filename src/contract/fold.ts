/**
 * Letters that fold otherwise than an engine’s `lower()` has it, as code points in hexadecimal: those that become
 * several (ß, İ, ﬁ), other forms of a small letter (ς, ſ, µ), and letters younger than the engine.
 */
const beyondLower =
  'b5 df 130 149 17f 1f0 345 390 3b0 3c2 3d0-3d1 3d5-3d6 3f0-3f1 3f5 587 1c80-1c89 1e96-1e9b 1e9e 1f50 1f52 1f54 ' +
  '1f56 1f80-1faf 1fb2-1fb4 1fb6-1fb7 1fbc 1fbe 1fc2-1fc4 1fc6-1fc7 1fcc 1fd2-1fd3 1fd6-1fd7 1fe2-1fe4 1fe6-1fe7 ' +
  '1ff2-1ff4 1ff6-1ff7 1ffc a7cb-a7cc a7ce a7d2 a7d4 a7da a7dc fb00-fb06 fb13-fb17 10d50-10d65 16ea0-16eb8';

// capitals and back bring the forms of a letter together; the Turkish ı is no form of i
const foldLetter = (letter: string): string =>
  letter === 'ı' ? letter : letter.toLowerCase().toUpperCase().toLowerCase();

/** Letters with what they fold to, of those that the lower case of a text does not bring together. */
export const foldings: ReadonlyMap<string, string> = new Map(
  beyondLower.split(' ').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map((code) => Number.parseInt(code, 16));
    return Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at)).map(
      (letter) => [letter, foldLetter(letter)] as const,
    );
  }),
);

/**
 * A text in which letters differ that no change of case brings together, and no others: Unicode's full case folding, in
 * which “STRASSE” is “straße” and “ΟΔΟΣ” is “οδος”. It folds letter by letter, so that a part of a text folds to a part.
 * `store/duckdb/fold-sql.ts` says the same in SQL.
 */
export const fold = (text: string): string => text.replaceAll(/[^\0-\u007f]/gu, foldLetter).toLowerCase();
