import { microsPerSecond, parseInstant } from '../../../contract/instant.ts';
import type { NumbersAnswer } from '../../../contract/overview.ts';
import { formatEdge } from '../../audit/time/time-format.ts';

type Span = { readonly from: string; readonly to: string };

/** Stretches shorter than this are told to the second. */
const short = 3_600n * microsPerSecond;

/** From when to when: to the minute, but all there is of the edges of a short stretch. */
export const stretchWords = ({ from, to }: Span, zone: string): string => {
  const [first, last] = [parseInstant(from), parseInstant(to)];
  if (first === undefined || last === undefined) return `${from} – ${to}`;
  const precision = last - first < short ? 'edge' : 'minute';
  return `${formatEdge(first, zone, precision)} – ${formatEdge(last, zone, precision)}`;
};

/** What the time that is counted is compared with. @param name what that is called, where it has a name */
export const comparisonWords = (
  { before }: Pick<NumbersAnswer, 'before'>,
  zone: string,
  name?: string,
): string =>
  before
    ? `compared with ${name === undefined ? '' : `${name}: `}${stretchWords(before, zone)}`
    : 'compared with nothing: nothing is stored from before';

/** A warning where less is stored of the period before than of this one; empty where there is no reason for it. */
export const misleadingWords = ({ before }: Pick<NumbersAnswer, 'before'>, zone: string): string => {
  const first = before?.stored_from === undefined ? undefined : parseInstant(before.stored_from);
  if (first === undefined) return '';
  return `. Stored events begin ${formatEdge(first, zone, 'minute')}: what was before that is not known, and changes mislead`;
};
