import type { EndCode } from '../../diagnosis/codes.ts';
import type { Diagnosis } from '../../diagnosis/diagnose.ts';
import type { CodedEvent } from '../../diagnosis/params.ts';
import type {
  EndTable,
  EndWords,
  Known,
  KnownInZone,
  NoReply,
  Sentence,
  StopWords,
  TurnWords,
  Title,
  VerdictWords,
} from '../words.ts';
import { brief } from './grammar.ts';
import { knownToPerson } from './to-person.ts';
import { began, failedTries, toApplication, waiting, when, whoByName } from './values.ts';
import { isAccountTurn } from './verdicts/accounts.ts';
import { closingWords } from './verdicts/closings.ts';
import { policyWords } from './verdicts/policies.ts';
import { providerWords } from './verdicts/providers.ts';
import { startWords } from './verdicts/starts.ts';
import { asideWords, stopWords } from './verdicts/stops.ts';
import { successWords } from './verdicts/successes.ts';
import { tokenWords } from './verdicts/tokens.ts';
import { turnWords } from './verdicts/turns.ts';
import { undocumentedWords } from './verdicts/undocumented.ts';

const endWords: EndTable = {
  ...successWords,
  ...startWords,
  ...providerWords,
  ...policyWords,
  ...tokenWords,
  ...undocumentedWords,
  ...closingWords,
};

/** Titles of all that an event can be. */
const titles: Readonly<Record<CodedEvent['code'], { readonly title: Title }>> = {
  ...endWords,
  ...stopWords,
  ...asideWords,
};

const titled = (title: Title, known: Known): string => (typeof title === 'string' ? title : title(known));

const said = (sentence: Sentence, known: KnownInZone): string =>
  typeof sentence === 'string' ? sentence : sentence(known);

const sentences = (...each: readonly (string | undefined)[]): string =>
  each.filter((sentence) => sentence !== undefined).join(' ');

/** An event in a few words. */
export const eventTitle = ({ code, params }: CodedEvent): string => titled(titles[code].title, params);

const knownOf = ({ params: { step, ...params } }: Diagnosis, zone: string): KnownInZone => ({
  ...params,
  ...(step === undefined ? {} : { step: eventTitle(step) }),
  zone,
});

const opening = ({ outcome }: Diagnosis, known: KnownInZone): string =>
  outcome === 'signed_in'
    ? `${whoByName(known)} signed in${toApplication(known)} at ${when(known)}.`
    : `${whoByName(known)} could not sign in${toApplication(known)} at ${when(known)}.`;

const endVerdict = (diagnosis: Diagnosis, words: EndWords<EndCode>, known: KnownInZone): VerdictWords => {
  const start = words.opening === undefined ? opening(diagnosis, known) : said(words.opening, known);
  return {
    title: titled(words.title, known),
    sentence: sentences(start, words.reason === undefined ? undefined : said(words.reason, known)),
    causes: (words.causes ?? []).map((cause) => said(cause, known)),
    ...(words.next === undefined ? {} : { next: said(words.next, known) }),
  };
};

const before = (known: Known): string | undefined => {
  if (known.failures === undefined) return undefined;
  return known.waiting_for === 'second_step'
    ? `It was asked again after ${failedTries(known)}, then no answer.`
    : `Before that: ${failedTries(known)}.`;
};

const started = (known: KnownInZone): string =>
  `${whoByName(known)} started to sign in${toApplication(known)} at ${began(known)}`;

const stopVerdict = (diagnosis: Diagnosis, words: StopWords, known: KnownInZone): VerdictWords => {
  const wait = known.waiting_for && waiting[known.waiting_for](known);
  const short = titled(words.within, known);
  const stop = [short, words.waiting === undefined ? wait : titled(words.waiting, known)]
    .filter((part) => part !== undefined && part !== '')
    .join(', ');
  if (diagnosis.outcome === 'in_progress')
    return {
      title: `In progress: ${brief(stop)}`,
      ...(short === '' ? {} : { short }),
      sentence: sentences(
        `${started(known)} and has not finished yet.`,
        `Now at: ${brief(stop)}.`,
        before(known),
      ),
      causes: [],
      next: 'Wait a moment and look again.',
    };
  return {
    title: `Did not finish: ${brief(stop)}`,
    ...(short === '' ? {} : { short }),
    sentence: sentences(
      `${started(known)} and did not finish${wait === undefined ? '' : `, ${wait}`}.`,
      said(words.reason, known),
      before(known),
    ),
    causes: words.causes.map((cause) => said(cause, known)),
    next: said(words.next, known),
  };
};

/** What its surroundings make of an attempt, behind who tried to sign in to what, and when. */
const turnVerdict = (diagnosis: Diagnosis, words: TurnWords, known: KnownInZone): VerdictWords => ({
  title: titled(words.title, known),
  sentence: sentences(
    diagnosis.ended ? opening(diagnosis, known) : `${started(known)} and did not finish.`,
    said(words.reason, known),
  ),
  causes: words.causes.map((cause) => said(cause, known)),
  next: said(words.next, known),
});

/** What the state of the account makes of an attempt, beside what that says itself, which stays as likely as it was. */
const accountVerdict = (words: TurnWords, own: VerdictWords, known: KnownInZone): VerdictWords => ({
  title: titled(words.title, known),
  sentence: sentences(own.sentence, said(words.reason, known)),
  causes: [...words.causes.map((cause) => said(cause, known)), ...own.causes],
  next: said(words.next, known),
});

/** A verdict in words. @param zone IANA zone in which times are written */
export const verdictWords = (diagnosis: Diagnosis, zone: string): VerdictWords => {
  const known = knownOf(diagnosis, zone);
  const { turn } = diagnosis;
  if (turn && isAccountTurn(turn) && diagnosis.ended)
    return accountVerdict(turnWords[turn], endVerdict(diagnosis, endWords[diagnosis.code], known), known);
  if (turn) return turnVerdict(diagnosis, turnWords[turn], known);
  return diagnosis.ended
    ? endVerdict(diagnosis, endWords[diagnosis.code], known)
    : stopVerdict(diagnosis, stopWords[diagnosis.code], known);
};

/** What the person is told of a verdict, a paragraph each; or why nobody is written to. */
export const replyWords = (diagnosis: Diagnosis, zone: string): readonly string[] | NoReply => {
  const { reply } = diagnosis.turn
    ? turnWords[diagnosis.turn]
    : diagnosis.ended
      ? endWords[diagnosis.code]
      : stopWords[diagnosis.code];
  if ('none' in reply) return reply.none;
  if (diagnosis.params.service) return 'service_account';
  if (diagnosis.params.who === undefined) return 'nobody_named';
  if (diagnosis.outcome === 'in_progress') return 'in_progress';
  const known = knownToPerson(knownOf(diagnosis, zone));
  return [said(reply.what, known), said(reply.can, known)];
};
