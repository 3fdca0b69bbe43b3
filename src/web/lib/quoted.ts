import { shownOf, valueOf } from './marks.ts';

/** So much of a long text is repeated as tells which it is (characters). */
const longest = 100;

/**
 * A text that somebody gave, in quotation marks, for sentences about it: as it is shown, whether its marks were made already
 * or not, and no more of a long one than tells which it is.
 */
export const quoted = (text: string): string => {
  const value = valueOf(text);
  if (value.length <= longest) return `“${shownOf(value)}”`;
  // no half of a character
  return `“${shownOf(value.slice(0, longest).replace(/[\ud800-\udbff]$/, ''))}…”`;
};
