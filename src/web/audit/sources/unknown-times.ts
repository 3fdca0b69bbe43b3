import { type Micros, isRepresentable, micros, parseInstantIfGiven } from '../../../contract/instant.ts';
import type { GapReason, SourceState, SourcesAnswer } from '../../../contract/sources.ts';
import { pulledOf } from '../../api/sources.ts';
import type { Instants } from '../time/range.ts';

/** Why records may be lacking: of what has been read just now some may come late. */
type Lack = GapReason | 'late';

/** A stretch of time of which records may be lacking. */
export type UnknownTime = {
  readonly from: Micros;
  readonly to: Micros;
  readonly reason: Lack;
  readonly source: string | undefined;
  /** Whether it goes on: until now a source is not complete any further. */
  readonly isOpen: boolean;
};

const beginning = micros(-(2n ** 62n));

export const instantOf = (text: string | undefined): Micros | undefined => {
  const instant = parseInstantIfGiven(text);
  return instant !== undefined && isRepresentable(instant) ? instant : undefined;
};

/** In these it has been read until now: no more is lacking than what comes late. */
const isRead = new Set<SourceState>(['current', 'catching_up']);

/** Of which times records may be lacking: the gaps, and what has passed since each pulled source was complete. */
export const unknownTimes = (answer: SourcesAnswer | undefined, now: Micros): UnknownTime[] => [
  ...(answer?.gaps ?? []).flatMap(({ from, to, reason, source }): UnknownTime[] => {
    const [begins, ends] = [instantOf(from), instantOf(to)];
    return begins === undefined || ends === undefined
      ? []
      : [{ from: begins, to: ends, reason, source, isOpen: false }];
  }),
  ...pulledOf(answer).flatMap(({ name, state, complete_to: until }): UnknownTime[] => {
    const complete = instantOf(until);
    const from = complete ?? beginning;
    const reason = complete !== undefined && isRead.has(state) ? 'late' : 'unread';
    return from < now ? [{ from, to: now, reason, source: name, isOpen: true }] : [];
  }),
];

/** Those of them that lie in a range, as far as they do. */
export const unknownWithin = (times: readonly UnknownTime[], range: Instants): UnknownTime[] =>
  times.flatMap((time): UnknownTime[] => {
    const from = range.from !== undefined && range.from > time.from ? range.from : time.from;
    const to = range.to !== undefined && range.to < time.to ? range.to : time.to;
    return from < to ? [{ ...time, from, to }] : [];
  });

const reasonWords: Readonly<Record<Lack, string>> = {
  late: 'some may still come late',
  unread: 'not read yet',
  out_of_reach: 'the source no longer keeps them',
  unproven: 'the source has more at one instant than it shows',
  quiet: 'there are none, where the weeks before had many',
};

/** A sentence on what may be lacking in a stretch of time; undefined where all is known. */
export const lackingIn = (times: readonly UnknownTime[], range: Instants): string | undefined => {
  const inside = unknownWithin(times, range);
  return inside.length === 0 ? undefined : `Records may be missing here: ${reasonsOf(inside)}`;
};

/** Why records may be lacking, each reason once: `not read yet`. */
export const reasonsOf = (times: readonly UnknownTime[]): string =>
  [...new Set(times.map(({ reason }) => reasonWords[reason]))].join('; ');
