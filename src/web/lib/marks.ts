import { isOrdinary } from './ordinary.ts';

/**
 * Values as they are shown. Characters that nobody sees, that are drawn like others or that turn the writing round would
 * make a value read as another one (“evil” as “live”, `ana` and `ana` with a zero width space). Each is shown as a mark:
 * `‹U+200B›`, and the commonest as one sign: ␣ a blank at an end or beside another, ⇥ a tab, ↵ a new line. The text of a
 * mark that stands in a value itself has its first character marked, so that a shown text says exactly one value.
 *
 * Answers and addresses are marked where they come in, and what leaves the screen (questions, addresses, copies) holds
 * the value itself.
 */
const signs: ReadonlyMap<string, string> = new Map([
  [' ', '␣'],
  ['\t', '⇥'],
  ['\n', '↵'],
]);
const ofSign = new Map([...signs].map(([character, sign]) => [sign, character]));

/**
 * Characters that nobody sees, as a class of a regular expression has them: controls, blanks but the usual one, what has no
 * width, fillers, tags, variation selectors, halves of pairs.
 */
export const unseen = String.raw`\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}`;
// a mark's own text, and blanks at the ends and beside each other
const marked = new RegExp(String.raw`[${unseen}␣⇥↵]|‹(?=U\+)|^ +| +$| {2,}`, 'gu');
const any = new RegExp(marked.source, 'u');

/** Whether a value is shown otherwise than it is. */
export const isMarked = (value: string): boolean => any.test(value);

const codeOf = (character: string): string =>
  (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');

/** A value as it is shown. */
export const shownOf = (value: string): string =>
  any.test(value)
    ? value.replaceAll(marked, (found, at: number) => {
        if (found.startsWith(' ')) return '␣'.repeat(found.length);
        if (isOrdinary(value, found, at)) return found;
        return signs.get(found) ?? `‹U+${codeOf(found)}›`;
      })
    : value;

const marks = /‹U\+([0-9A-F]{4,6})›|[␣⇥↵]/g;
const hasMark = /[‹␣⇥↵]/;

const ofMark = (mark: string, code: string | undefined): string => {
  const point = code === undefined ? 0 : parseInt(code, 16);
  return code === undefined
    ? (ofSign.get(mark) ?? mark)
    : point > 0x10ffff
      ? mark
      : String.fromCodePoint(point);
};

/** The value that is shown so: for whatever leaves the screen. */
export const valueOf = (shown: string): string => shown.replaceAll(marks, ofMark);

/** A text as it is shown that somebody typed, or copied from a screen, marks and all. */
export const typedOf = (text: string): string => shownOf(valueOf(text));

type Entry = readonly [name: string, value: string];

const changed = (entries: Iterable<Entry>, change: (text: string) => string): [string, string][] =>
  [...entries].map(([name, value]) => [change(name), change(value)]);

/** The query of an address, of which the shown values are these. */
export const queryOf = (shown: Iterable<Entry>): URLSearchParams =>
  new URLSearchParams(changed(shown, valueOf));

/** What the query of an address says, as it is shown. */
export const shownQuery = (query: Iterable<Entry>): URLSearchParams =>
  new URLSearchParams(changed(query, shownOf));

const names: Readonly<Record<string, string>> = {
  '0000': 'a null character',
  '000D': 'a carriage return',
  '001B': 'an escape character',
  '007F': 'a delete character',
  '00A0': 'a no-break space',
  '00AD': 'a soft hyphen',
  '034F': 'a combining grapheme joiner',
  '061C': 'an Arabic letter mark',
  '180E': 'a Mongolian vowel separator',
  '200B': 'a zero width space',
  '200C': 'a zero width non-joiner',
  '200D': 'a zero width joiner',
  '200E': 'a left-to-right mark',
  '200F': 'a right-to-left mark',
  '202F': 'a narrow no-break space',
  '2060': 'a word joiner',
  '2800': 'a blank Braille pattern',
  '3000': 'an ideographic space',
  FEFF: 'a byte order mark',
};

const ranges: readonly (readonly [from: number, to: number, name: string])[] = [
  [0x0, 0x1f, 'a control character'],
  [0x80, 0x9f, 'a control character'],
  [0x202a, 0x202e, 'a character that turns the writing round'],
  [0x2066, 0x2069, 'a character that turns the writing round'],
  [0x1680, 0x1680, 'a blank'],
  [0x2000, 0x200a, 'a blank'],
  [0x205f, 0x205f, 'a blank'],
  [0x2028, 0x2029, 'a line break'],
  [0x115f, 0x1160, 'a Hangul filler'],
  [0x3164, 0x3164, 'a Hangul filler'],
  [0xffa0, 0xffa0, 'a Hangul filler'],
  [0xfe00, 0xfe0f, 'a variation selector'],
  [0xe0100, 0xe01ef, 'a variation selector'],
  [0xd800, 0xdfff, 'half of a character'],
  [0xe0000, 0xe007f, 'an invisible tag'],
];

const nameOf = (mark: string, code: string | undefined): string => {
  if (mark === '␣') return 'a blank';
  if (mark === '⇥') return 'a tab';
  if (mark === '↵') return 'a new line';
  const point = parseInt(code ?? '', 16);
  const character = ofMark(mark, code);
  if (ofSign.has(character) || character === '‹') return `the character ${character} itself`;
  return (
    names[code ?? ''] ??
    ranges.find(([from, to]) => point >= from && point <= to)?.[2] ??
    'an invisible character'
  );
};

/** A text of our own that has lines: its new lines are no part of a value. */
export const inLines = (shown: string): string => shown.replaceAll('↵', '\n');

/** What the marks of a shown text stand for, as a sentence; undefined where it has none. */
export const legendOf = (shown: string): string | undefined => {
  if (!hasMark.test(shown)) return undefined;
  const found = new Map([...shown.matchAll(marks)].map(([mark, code]) => [mark, nameOf(mark, code)]));
  if (found.size === 0) return undefined;
  return `${[...found].map(([mark, name]) => `${mark} is ${name}`).join(', ')}.`;
};

/** The tooltip of a shown text: the whole of it, and what its marks stand for. */
export const titleOf = (shown: string): string => {
  const legend = legendOf(shown);
  return legend === undefined ? shown : `${shown}\n${legend}`;
};
