const whole = new Intl.NumberFormat('en');

/** A count with thousands apart: `12,340`. */
export const formatCount = (count: number): string => whole.format(count);

/** A count and its noun: `1 event`, `2,000 events`. */
export const plural = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;

/** Names as a sentence lists them: `a, b and c`. */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
