import { type Micros, microsPerDay } from '../../../contract/instant.ts';
import type { Source, SourceDetails, SourceState } from '../../../contract/sources.ts';
import { instantOf } from '../../audit/sources/unknown-times.ts';
import { formatEdge } from '../../audit/time/time-format.ts';
import { formatCount, plural } from '../../lib/format.ts';
import { formatDuration } from '../../lib/duration.ts';
import type { IconName } from '../../ui/icons.tsx';

type StateLook = {
  readonly words: string;
  readonly icon: IconName;
  readonly tone: 'success' | 'step' | 'blocked' | 'failed';
};

/** How the state of a source is told and drawn. */
export const stateLooks: Readonly<Record<SourceState, StateLook>> = {
  starting: { words: 'Starting', icon: 'unfinished', tone: 'step' },
  catching_up: { words: 'Reading older records', icon: 'clock', tone: 'step' },
  current: { words: 'Up to date', icon: 'success', tone: 'success' },
  failing: { words: 'Cannot be read', icon: 'failed', tone: 'failed' },
  silent: { words: 'Answers, but shows no records', icon: 'alert', tone: 'blocked' },
  paused: { words: 'Paused: nothing can be stored', icon: 'blocked', tone: 'blocked' },
  listening: { words: 'Listening', icon: 'step', tone: 'step' },
};

/** A document that ends within so many days is warned of. */
const warnedDays = 30n;

/** Of one that ends later than in so many days it says nothing in how many. */
const toldDays = 366n;

/** Something told of a source; `isTrouble` where somebody has to do something about it. */
export type SourceFact = {
  readonly label: string;
  readonly text: string;
  readonly about?: string;
  readonly isTrouble?: boolean;
};

type Clock = { readonly zone: string; readonly now: Micros };

const agoWords = (instant: Micros, now: Micros): string =>
  now - instant < 1_000_000n ? 'now' : `${formatDuration(((now - instant) / 1_000_000n) * 1_000_000n)} ago`;

const timeFact = (label: string, text: string | undefined, { zone, now }: Clock): SourceFact[] => {
  const instant = instantOf(text);
  if (instant === undefined) return [];
  return [{ label, text: `${formatEdge(instant, zone, 'second')} · ${agoWords(instant, now)}` }];
};

const completeFacts = (
  { complete_from: since, complete_to: until, kind, state }: Source,
  { zone, now }: Clock,
): SourceFact[] => {
  if (kind === 'webhook') return [];
  const [from, to] = [instantOf(since), instantOf(until)];
  if (to === undefined) return [];
  return [
    // while older records are read, the sentence above says from when on
    ...(from === undefined || state === 'catching_up'
      ? []
      : [{ label: 'Complete from', text: formatEdge(from, zone, 'minute') }]),
    {
      label: 'Behind now',
      text: now > to ? formatDuration(((now - to) / 1_000_000n) * 1_000_000n) : '0 s',
      about: 'Records may come late, so the last stretch is read again before it is called complete.',
    },
  ];
};

/** The end of the document that signs in, in words that say how soon. */
const documentFact = (text: string | undefined, { zone, now }: Clock): SourceFact[] => {
  const end = instantOf(text);
  if (end === undefined) return [];
  const days = (end - now) / microsPerDay;
  const day = formatEdge(end, zone, 'minute');
  if (days > toldDays) return [{ label: 'Sign-in document', text: `Ends on ${day}` }];
  if (end <= now) return [{ label: 'Sign-in document', text: `Ended on ${day}`, isTrouble: true }];
  return [
    {
      label: 'Sign-in document',
      text: `Ends on ${day}, in ${days === 0n ? 'less than a day' : plural(Number(days), 'day')}`,
      isTrouble: days < warnedDays,
    },
  ];
};

const countFacts = (
  { records, duplicates, refused, late, too_old: tooOld = 0 }: SourceDetails,
  isPulled: boolean,
): SourceFact[] => [
  { label: 'Records', text: formatCount(records), about: 'Events that it brought.' },
  { label: 'Already stored', text: formatCount(duplicates), about: 'Records of it that were there already.' },
  {
    label: 'Refused',
    text: formatCount(refused),
    about: 'Records that could not be stored.',
    isTrouble: refused > 0,
  },
  ...(tooOld > 0
    ? [
        {
          label: 'Too old',
          text: formatCount(tooOld),
          about: 'Records that are older than events are kept here, and were not stored.',
        },
      ]
    : []),
  ...(isPulled
    ? [
        {
          label: 'Late',
          text: formatCount(late),
          about: 'Records that came later than the last stretch is read again.',
        },
      ]
    : []),
];

const directoryFact = ({ directory }: SourceDetails, { zone }: Clock): SourceFact[] => {
  if (!directory) return [];
  const read = instantOf(directory.read);
  return [
    {
      label: 'Directory',
      text:
        (directory.people === 1 ? 'one person' : `${formatCount(directory.people)} people`) +
        (read === undefined ? '' : `, read ${formatEdge(read, zone, 'minute')}`) +
        (directory.error === undefined ? '' : `. ${directory.error}`),
      isTrouble: directory.error !== undefined,
    },
  ];
};

const settingFacts = ({ url, organisation, every_seconds: every }: SourceDetails): SourceFact[] => [
  ...(url === undefined ? [] : [{ label: 'Address', text: url }]),
  ...(organisation === undefined ? [] : [{ label: 'Organisation', text: organisation }]),
  ...(every === undefined
    ? []
    : [{ label: 'Asked every', text: formatDuration(BigInt(Math.round(every * 1_000_000))) }]),
];

/** What is told of a source, in the order in which it is looked for. */
export const sourceFacts = (source: Source, clock: Clock): SourceFact[] => {
  const { details, kind } = source;
  return [
    ...completeFacts(source, clock),
    ...timeFact('Last arrival', source.last_arrival, clock),
    ...timeFact('Last asked', details?.last_attempt, clock),
    ...timeFact('Last answer', details?.last_success, clock),
    ...(details ? countFacts(details, kind !== 'webhook') : []),
    ...documentFact(details?.document_expires, clock),
    ...(details ? [...directoryFact(details, clock), ...settingFacts(details)] : []),
  ];
};
