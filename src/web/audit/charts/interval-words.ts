import type { Interval } from '../../../contract/buckets.ts';
import { plural } from '../../lib/format.ts';

const units: Readonly<Record<string, string>> = { s: 'second', m: 'minute', h: 'hour', d: 'day' };

/** The length of a bucket in words: “3 hours”. */
export const intervalWords = (interval: Interval): string =>
  plural(Number(interval.slice(0, -1)), units[interval.slice(-1)] ?? interval.slice(-1));
