/** A text without its case and accents, as names are compared with what people type. */
export const plainOf = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** What is looked for among names, made of the words of a text in their order. */
export type SoughtWords = {
  readonly words: readonly string[];
  /** First letters of the words. */
  readonly initials: readonly string[];
  /** An initial and the word beside it written as one, by the word the initial is of: `Marta Almeida` → `malmeida`, `almeidam`. */
  readonly joined: readonly (readonly string[])[];
};

/** @param words without case and accents */
export const soughtWords = (words: readonly string[]): SoughtWords => {
  const initials = words.map((word) => Array.from(word)[0] ?? '');
  const joined = words.map((_, at) => {
    const [initial = '', beside] = [initials[at], [words[at - 1], words[at + 1]]];
    return beside.flatMap((word) =>
      word === undefined || word.length < 2 ? [] : [initial + word, word + initial],
    );
  });
  return { words, initials, joined };
};
