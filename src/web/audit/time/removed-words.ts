import type { ExtentAnswer } from '../../../contract/audits.ts';
import { type Micros, parseInstantIfGiven } from '../../../contract/instant.ts';
import { parseRetention, retentionWords } from '../../../contract/retention.ts';
import type { Instants } from './range.ts';
import { formatEdge } from './time-format.ts';

const laterOf = (one: Micros | undefined, other: Micros | undefined): Micros | undefined =>
  one === undefined || (other !== undefined && other > one) ? other : one;

/**
 * What is not stored of a time, as it was removed by rule, in a sentence; undefined where nothing of it was.
 * @param instants all there is unless told
 */
export const removedWords = (
  extent: ExtentAnswer,
  zone: string,
  instants: Instants = {},
): string | undefined => {
  const { from } = instants;
  const rule = extent.retention === undefined ? undefined : parseRetention(extent.retention);
  const [first, removed, kept] = [extent.first, extent.removed_before, extent.kept_from].map(
    parseInstantIfGiven,
  );
  // what is older than the rule may not have been removed yet
  const isDone = kept !== undefined && (first === undefined || first >= kept);
  const edge = isDone ? laterOf(removed, kept) : removed;
  if (edge === undefined || (from !== undefined && from >= edge)) return neverWords(edge, first, instants);
  const day = `${formatEdge(edge, zone, 'minute')} (${zone})`;
  return rule === undefined || typeof rule === 'string'
    ? `Events before ${day} were removed by a rule that is no longer in force.`
    : `Nothing is stored before ${day}: older events are removed after ${retentionWords(rule)}.`;
};

/** That nothing ever was there, where something could have been removed. */
const neverWords = (
  edge: Micros | undefined,
  first: Micros | undefined,
  { to }: Instants,
): string | undefined =>
  edge !== undefined && first !== undefined && to !== undefined && to <= first
    ? 'Nothing of this time was removed: no event of it has come.'
    : undefined;
