/** How long events are kept: so many days, or calendar months. */
export type Retention = { readonly count: number; readonly unit: 'd' | 'mo' };

/** A rule can be no longer: what is kept for a hundred years is kept for ever. */
const most = { d: 36_525, mo: 1_200 } as const;

/** Read a rule such as `400d` or `18mo`. @returns what is wrong with it, as the end of a sentence */
export const parseRetention = (text: string): Retention | string => {
  const [, digits, unit] = /^([1-9]\d{0,5})(d|mo)$/.exec(text) ?? [];
  const count = Number(digits);
  if ((unit === 'd' || unit === 'mo') && count <= most[unit]) return { count, unit };
  return `must be days or months, such as 400d or 18mo, from 1d to ${most.d}d or ${most.mo}mo`;
};

/** A rule as it is set. */
export const retentionText = ({ count, unit }: Retention): string => `${count}${unit}`;

/** A rule in words: “400 days”. */
export const retentionWords = ({ count, unit }: Retention): string =>
  `${count} ${unit === 'd' ? 'day' : 'month'}${count === 1 ? '' : 's'}`;
