import { fold, foldings } from '../../../contract/fold.ts';
import type { Params } from './sql.ts';

type Letter = string;

// what letters fold to is ours, not a caller's: it may stand in the SQL
const all: readonly Letter[] = [...foldings.keys()];
const isCommon = (letter: Letter): boolean => ['ß', 'ς', 'İ'].includes(letter);

const isPlain = (text: string): string => `strlen(${text}) = length(${text})`;
const isAmong = (text: string, letters: readonly Letter[]): string =>
  `regexp_matches(${text}, '[${letters.join('')}]')`;

/** A text in which some letters are folded and the others in lower case. Of a value that many rows share, once. */
const foldFew = (text: string, letters: readonly Letter[]): string =>
  `lower(${letters.reduce((sql, letter) => `replace(${sql}, '${letter}', '${fold(letter)}')`, text)})`;

/** The same, however many letters: slower, while to plan so many calls in each other would be slower still. */
const foldMany = (text: string, letters: readonly Letter[]): string => {
  const pairs = `string_split('${letters.map((letter) => letter + fold(letter)).join(' ')}', ' ')`;
  return `lower(list_reduce(${pairs}, lambda folded, pair: replace(folded, substr(pair, 1, 1), substr(pair, 2)), ${text}))`;
};

/** The SQL of a text as `fold` folds it. */
export const foldSql = (text: string): string => {
  const [few, rare] = [all.filter(isCommon), all.filter((letter) => !isCommon(letter))];
  // of no text is nothing folded, letter by letter: where many rows have none, that would take longest
  return `CASE WHEN ${text} IS NULL OR ${isPlain(text)} THEN lower(${text})
    WHEN NOT ${isAmong(text, rare)} THEN ${foldFew(text, few)} ELSE ${foldMany(text, all)} END`;
};

/**
 * The SQL condition that a text meets a test once it is folded. Only letters are folded that could be part of what is
 * looked for, and only in texts that have them: nearly all are plain, and `lower()` folds those.
 */
const meetsFolded = (text: string, letters: readonly Letter[], test: (folded: string) => string): string => {
  const [few, rare] = [letters.filter(isCommon), letters.filter((letter) => !isCommon(letter))];
  // of the letters that fold otherwise, only the lower case of İ is what other letters fold to
  const isLowered = letters.includes('İ') ? ` AND (${isPlain(text)} OR NOT contains(${text}, 'İ'))` : '';
  const otherwise = [
    ...(few.length === 0 ? [] : [test(foldFew(text, few))]),
    ...(rare.length === 0 ? [] : [`${isAmong(text, rare)} AND ${test(foldMany(text, letters))}`]),
  ];
  const folded = otherwise.length === 0 ? '' : ` OR NOT ${isPlain(text)} AND (${otherwise.join(' OR ')})`;
  return `(${test(`lower(${text})`)}${isLowered}${folded})`;
};

/** Letters of which something could be a part of a folded text, as `isPart` tells by what they fold to. */
const lettersFor = (folded: readonly string[], isPart: (of: string, text: string) => boolean) =>
  all.filter((letter) =>
    folded.some((text) => isPart(fold(letter), text) || (letter === 'İ' && text.includes('i'))),
  );

/** The SQL condition that a text is one of these, whatever their case. */
export const isFolded = (text: string, looked: readonly string[], params: Params): string => {
  const folded = [...new Set(looked.map(fold))];
  const list = params.texts(folded);
  const letters = lettersFor(folded, (of, one) => one.includes(of));
  return meetsFolded(text, letters, (sql) => `${sql} IN (${list})`);
};

/** The SQL condition that a text holds another, whatever their case. */
export const holdsFolded = (text: string, looked: string, params: Params): string => {
  const folded = fold(looked);
  const wanted = params.text(folded);
  const letters = lettersFor([folded], (of, one) => Array.from(of).some((part) => one.includes(part)));
  return meetsFolded(text, letters, (sql) => `contains(${sql}, ${wanted})`);
};
