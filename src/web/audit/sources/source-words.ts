import { type Micros, micros } from '../../../contract/instant.ts';
import type { Source, SourcesAnswer } from '../../../contract/sources.ts';
import { pulledOf } from '../../api/sources.ts';
import { listed } from '../../lib/format.ts';
import type { Instants } from '../time/range.ts';
import { formatEdge, wallOf } from '../time/time-format.ts';
import { type UnknownTime, instantOf, reasonsOf, unknownWithin } from './unknown-times.ts';

/** In which zone times are told, and what day it is. */
type Clock = { readonly zone: string; readonly now: Micros };

const aMinute = 60_000_000n;

/** An instant to the minute before it, without the date of today. */
const pointWords = (instant: Micros, { zone, now }: Clock): string => {
  const words = formatEdge(instant, zone, 'minute');
  const { date } = wallOf(now, zone);
  return words.startsWith(`${date} `) ? words.slice(date.length + 1) : words;
};

/** From when on, never too early. */
const sinceWords = (instant: Micros, clock: Clock): string =>
  pointWords(micros(instant + aMinute - 1n), clock);

const isDated = (words: string): boolean => /\d{4}-\d\d-\d\d/.test(words);

const minutesWords = (seconds: number): string => {
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 90) return minutes === 1 ? 'about a minute' : `about ${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `about ${hours} hours` : `about ${Math.round(hours / 24)} days`;
};

/** How far reading what is older has come: `34 %, about 5 minutes left`. */
export const progressWords = ({
  share,
  remaining_seconds: left,
}: {
  readonly share: number;
  readonly remaining_seconds?: number | undefined;
}): string =>
  [`${Math.floor(share * 100)} %`, ...(left === undefined ? [] : [`${minutesWords(left)} left`])].join(', ');

const upTo = (source: Source, clock: Clock): string | undefined => {
  const until = instantOf(source.complete_to);
  return until === undefined ? undefined : `complete up to ${pointWords(until, clock)}`;
};

const then = (first: string, next: string | undefined): string =>
  next === undefined ? first : `${first}; ${next}`;

/** In one sentence, without its full stop: until when the records of a source are complete, or why that cannot be told. */
export const completeWords = (source: Source, clock: Clock): string => {
  const { name, state, details } = source;
  const complete = upTo(source, clock);
  const since = instantOf(source.failing_since);
  const from = instantOf(source.complete_from);
  switch (state) {
    case 'failing':
      return then(
        `Whether all records from ${name} are here cannot be told: reading it has failed` +
          (since === undefined ? '' : ` since ${pointWords(since, clock)}`),
        complete,
      );
    case 'silent':
      return then(`${name} answers, but shows no records any more`, complete);
    case 'paused':
      return then(`Reading from ${name} is paused, as nothing can be stored`, complete);
    case 'catching_up': {
      const progress = details?.progress;
      return then(
        complete === undefined
          ? `Records from ${name} are not complete yet`
          : `Records from ${name} are complete ${from === undefined ? '' : `from ${sinceWords(from, clock)} `}` +
              complete.slice('complete '.length) +
              // beside an instant of another day, the time alone could be of that day, too
              (from !== undefined && isDated(sinceWords(from, clock)) && !isDated(complete) ? ' today' : ''),
        `older ones are being read${progress ? `: ${progressWords(progress)}` : ''}`,
      );
    }
    default:
      return complete === undefined
        ? `Records from ${name} have not been read yet`
        : `Records from ${name} are ${complete}`;
  }
};

/** Those that are pulled, what is complete for the shortest time first. */
const byCompleteness = (answer: SourcesAnswer): Source[] =>
  [...pulledOf(answer)].toSorted((one, other) => {
    const [a, b] = [instantOf(one.complete_to) ?? 0n, instantOf(other.complete_to) ?? 0n];
    return a < b ? -1 : a > b ? 1 : 0;
  });

const troubled = new Set<Source['state']>(['failing', 'silent', 'paused']);

/**
 * What is said in one line of how complete records are: of a source that is not read as it should be, else of the one that
 * is complete for the shortest time; the others stand in its tooltip.
 * @returns undefined where nothing is pulled: nobody knows then
 */
export const completeLine = (
  answer: SourcesAnswer,
  clock: Clock,
): { readonly text: string; readonly title: string; readonly isTrouble: boolean } | undefined => {
  const sources = byCompleteness(answer);
  const isTroubled = ({ state }: Source): boolean => troubled.has(state);
  const [first, ...others] = [...sources.filter(isTroubled), ...sources.filter((each) => !isTroubled(each))];
  if (!first) return undefined;
  const all = [first, ...others].map((source) => `${completeWords(source, clock)}.`);
  return {
    text: completeWords(first, clock),
    title: [...all, `Times in ${clock.zone}.`].join('\n'),
    isTrouble: isTroubled(first),
  };
};

/** So many gaps are told one by one. */
const mostGaps = 2;

const gapWords = (gap: UnknownTime, clock: Clock): string =>
  `${pointWords(gap.from, clock)} – ${pointWords(gap.to, clock)} (${reasonsOf([gap])})`;

/**
 * Where nothing was found, which of it may be there and is not known.
 * @param times in which records may be lacking
 * @returns sentences; none where all of the range is known
 */
export const unknownSentences = (
  answer: SourcesAnswer,
  times: readonly UnknownTime[],
  range: Instants,
  clock: Clock,
): string[] => {
  const inside = unknownWithin(times, range);
  const sources = byCompleteness(answer);
  const catchingUp = sources.filter(({ state }) => state === 'catching_up').map(({ name }) => name);
  const isOfSource = ({ isOpen, reason, source = '' }: UnknownTime): boolean =>
    isOpen || (reason === 'unread' && catchingUp.includes(source));
  const concerned = sources.filter(({ name }) =>
    inside.some((time) => time.source === name && isOfSource(time)),
  );
  const gaps = inside.filter((time) => !isOfSource(time));
  return [
    ...concerned.map((source) => `${completeWords(source, clock)}.`),
    ...(gaps.length === 0
      ? []
      : [
          `Records may be missing of ${listed([
            ...gaps.slice(0, mostGaps).map((gap) => gapWords(gap, clock)),
            ...(gaps.length > mostGaps
              ? [
                  gaps.length - mostGaps === 1
                    ? 'another stretch'
                    : `${gaps.length - mostGaps} more stretches`,
                ]
              : []),
          ])}.`,
        ]),
  ];
};
