const whole = new Intl.NumberFormat('en');

/** A count with thousands apart: `12,340`. */
export const formatCount = (count: number): string => whole.format(count);

const tenths = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** A number to a tenth: `94.3`. */
export const formatTenths = (number: number): string => tenths.format(number);

/** A part of a whole: `94.3%`; what is not all or nothing never looks so. */
export const formatRate = (rate: number): string => {
  if (rate === 0 || rate === 1) return `${rate * 100}%`;
  return `${formatTenths(Math.min(Math.max(rate * 100, 0.1), 99.9))}%`;
};

/** A count and its noun: `1 event`, `2,000 events`. */
export const plural = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;

/** Names as a sentence lists them: `a, b and c`. */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** A label within a sentence: “Source IP” is “source IP”. */
export const inSentence = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1);
