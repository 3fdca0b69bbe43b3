import type { Parties } from '../../contract/attempts.ts';
import { formatInstant } from '../../contract/instant.ts';
import { type TextParams, type Verdict, isFailure } from '../../contract/outcome.ts';
import { codeOf, codeOfEvent } from './cases.ts';
import { type JudgedAttempt, type JudgedEvent, isLegacy } from './events.ts';
import { frames } from './frames.ts';
import { notesOf } from './notes.ts';
import { partiesOf } from './parties.ts';
import { type Rhythm, retryPattern } from './retry-pattern.ts';
import { stoppedText, waitTexts } from './step-texts.ts';
import { type Code, texts } from './texts.ts';
import { type Write, lengthOf, noteOf, opening, reasonOf, writer } from './wording.ts';

/** What is known beside an attempt's own events. All of it may be left out. */
export type Beside = {
  /** user_id → the address known for it. */
  readonly emails?: Readonly<Record<string, string>>;
  /** Who and what it is about, when that has been worked out before. */
  readonly parties?: Parties;
  /** Starts of the failed attempts of the same user, application and address, this one included. */
  readonly failedStarts?: readonly bigint[];
  /** Whether a second step was refused in one of those. */
  readonly hasRefusedSecondStep?: boolean;
  /** Whether the same client signed in from the same address before. */
  readonly isKnownClient?: boolean;
  /** Whether the session of a token was signed in to before: then it is a renewal. */
  readonly hasSignedIn?: boolean;
  /** IANA zone in which times are written; UTC unless told. */
  readonly zone?: string;
};

/** Defined values alone. */
const paramsIn = (values: Readonly<Record<string, string | number | boolean | undefined>>): TextParams =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined || value === '' || value === false ? [] : [[name, value]],
    ),
  );

const shared = (parties: Parties) => ({
  who: parties.email ?? parties.upstream_user_id ?? parties.user_id,
  application: parties.application_name ?? parties.client_id,
  idp: parties.upstream_idp,
  ip: parties.source_ip,
  org: parties.org_name ?? parties.org_id,
  login_org: parties.login_org_name ?? parties.login_org_id,
});

/** The event that decided an attempt. */
const deciding = ({ judgement, events, eventAt }: JudgedAttempt): JudgedEvent =>
  eventAt(judgement.decided) ?? events.at(-1) ?? events[0];

/** The events up to the one that decided: whose sentence it is, the last of them that names somebody tells. */
const upToDeciding = (attempt: JudgedAttempt): readonly JudgedEvent[] => {
  const event = deciding(attempt);
  const place = attempt.events.indexOf(event);
  return place < 0 ? [event] : attempt.events.slice(0, place + 1);
};

const onlyOf = <Value>(values: readonly Value[]): Value | undefined =>
  new Set(values).size === 1 ? values[0] : undefined;

const paramsOf = (attempt: JudgedAttempt, event: JudgedEvent, parties: Parties): TextParams => {
  const { judgement, events } = attempt;
  const { refusals, because, waitingFor, confirmed } = judgement;
  return paramsIn({
    ...shared(parties),
    upstream: event.record.upstream_user_id || parties.upstream_user_id,
    stage: event.stage,
    result: event.result,
    start: formatInstant(events[0].time),
    time: formatInstant(event.time),
    trace_id: event.record.trace_id || events.find(({ record }) => record.trace_id)?.record.trace_id,
    failures: refusals.count > 0 ? refusals.count : undefined,
    failed_at: onlyOf(refusals.kinds.map(({ stage }) => stage)),
    failed_with: onlyOf(refusals.kinds.map(({ result }) => result)),
    confirmed,
    waiting_for: because.kind === 'unanswered' ? because.waiting : waitingFor,
    service: events.some(({ stage }) => stage === 'Assertion Request'),
  });
};

/** Whether credentials or a second step were refused: what a machine tries again. */
const isRefusal = ({ stage, result }: JudgedEvent): boolean =>
  (stage === 'Identity Provider Authentication' && result === 'Failure') ||
  (stage === 'MFA Challenge' && (result === 'Failure' || result === 'Denied'));

/**
 * Failures that keep time, within the attempt or beside it.
 * @param failedStarts as `Beside` has them
 */
export const rhythmOf = (
  { events }: JudgedAttempt,
  failedStarts: readonly bigint[] = [],
): Rhythm | undefined =>
  retryPattern(failedStarts, events[0].time) ??
  retryPattern(events.filter((event) => isRefusal(event)).map(({ time }) => time));

/** The words of an attempt that nothing ended: it stopped, or is under way, at a step. */
const unended = (code: Code, attempt: JudgedAttempt, write: Write, params: TextParams) => {
  const { outcome, judgement } = attempt;
  const { title, left, reason, causes, next } = texts[code];
  const wait = judgement.waitingFor === undefined ? '' : `, ${waitTexts[judgement.waitingFor]}`;
  const stopped = lowered(write(left ?? `${title}${wait}`));
  const again = judgement.waitingFor === 'second_step' ? frames.askedAgain : frames.before;
  const before = params['failures'] === undefined ? [] : [write(again)];
  if (outcome === 'in_progress')
    return {
      title: write(frames.inProgressTitle, { title: stopped }),
      sentence: [
        opening(write, 'in_progress', params),
        write(frames.inProgressReason, { title: stopped }),
        ...before,
      ].join(' '),
      causes: [],
      next_step: { owner: 'user' as const, text: frames.inProgressNext },
    };
  const { owner, text } = next ?? stoppedText.next;
  return {
    title: write(frames.didNotFinishTitle, { title: stopped }),
    sentence: [opening(write, 'did_not_finish', params, wait), write(reason ?? ''), ...before].join(' '),
    causes: (causes ?? stoppedText.causes).map((cause) => write(cause)),
    next_step: { owner, text: write(text) },
  };
};

/** A title within a sentence: its first letter small, unless it begins with a name. */
const lowered = (title: string): string =>
  /^(Sign-in|Request|Accepted|Sent|Returned|Policy|Waiting|Second)\b/.test(title)
    ? title.slice(0, 1).toLowerCase() + title.slice(1)
    : title;

const ended = (code: Code, outcome: Verdict['outcome'], write: Write, params: TextParams) => {
  const text = texts[code];
  const reason = reasonOf(text, params);
  const frame =
    code === 'renewed' || code === 'not_renewed' ? code : outcome === 'signed_in' ? 'signed_in' : 'kept_out';
  const start = opening(write, frame, params);
  return {
    title: write(text.title),
    sentence: reason === undefined ? start : `${start} ${write(reason)}`,
    causes: (text.causes ?? []).map((cause) => write(cause)),
    ...(text.next ? { next_step: { owner: text.next.owner, text: write(text.next.text) } } : {}),
  };
};

/** What the step that a sign-in broke after is called. */
const brokenAfter = (attempt: JudgedAttempt, zone: string): TextParams => {
  const { because } = attempt.judgement;
  if (because.kind !== 'broke') return {};
  const event = attempt.eventAt(because.after);
  // as a step, whatever it was as an end
  if (event?.stage === 'Authentication Request') return { step: texts.request_accepted.title };
  return { step: event ? titleOf(event, codeOfEvent(attempt, because.after), zone) : 'not at hand' };
};

/** Whether an attempt only renews a session. */
export const isRenewal = ({ judgement }: JudgedAttempt, { hasSignedIn = false }: Beside): boolean =>
  judgement.renews === 'session' || (judgement.renews === 'token' && hasSignedIn);

/** Which of the two a rhythm is, unless what was refused is the news: a policy’s, a token’s, a service account’s. */
const rhythmCode = (rhythm: Rhythm | undefined, attempt: JudgedAttempt, beside: Beside) => {
  if (!rhythm || !isRefusal(deciding(attempt))) return undefined;
  const isSecondStep =
    beside.hasRefusedSecondStep === true ||
    attempt.events.some((event) => event.stage === 'MFA Challenge' && isRefusal(event));
  return beside.isKnownClient === true && !isSecondStep ? 'retrying' : 'guessing';
};

/**
 * What an attempt's events say: the outcome, what decided, how certain that is, and in words why and what to do.
 * Pure.
 */
export const verdictOf = (attempt: JudgedAttempt, beside: Beside = {}): Verdict => {
  const { outcome, judgement } = attempt;
  const zone = beside.zone ?? 'UTC';
  const event = deciding(attempt);
  const parties = partiesOf(upToDeciding(attempt), beside.emails ?? {});
  const params = { ...paramsOf(attempt, event, parties), ...brokenAfter(attempt, zone) };
  const renewal = isRenewal(attempt, beside);
  const rhythm = isFailure(outcome) && !renewal ? rhythmOf(attempt, beside.failedStarts) : undefined;
  const plain = codeOf(attempt, event, renewal);
  const news = rhythmCode(rhythm, attempt, beside);
  const code = news ?? plain;
  const beats = rhythm && {
    count: rhythm.count,
    interval: lengthOf(BigInt(Math.round(rhythm.interval))),
  };
  if (renewal) Object.assign(params, { renewal: true });
  if (news) Object.assign(params, beats, { base: plain });
  const write = writer(params, zone);
  const notes = [
    ...(beats && !news ? [noteOf('retrying', { ip: params['ip'] ?? '?', ...beats })] : []),
    ...notesOf(attempt, event, beside.parties ?? parties),
  ];
  const isDoubtful =
    news !== undefined ||
    judgement.ended === undefined ||
    judgement.flat ||
    isLegacy(event) ||
    notes.some((note) => note.code === 'clock_backwards');
  return {
    outcome,
    certainty: isDoubtful ? 'likely' : 'recorded',
    decided_by: { event_id: event.id, ...textsAndTime(event) },
    code,
    params,
    ...(judgement.ended === undefined
      ? unended(code, attempt, write, params)
      : ended(code, outcome, write, params)),
    notes,
  };
};

/** An event’s stage and result as they are shown, and its time. */
export const textsAndTime = ({ stage, result, time }: JudgedEvent) => ({
  ...(stage === undefined ? {} : { event_name: stage }),
  ...(result === undefined ? {} : { result }),
  time: formatInstant(time),
});

const titleOf = (event: JudgedEvent, code: Code, zone: string): string => {
  const params = paramsIn({
    ...shared(partiesOf([event], {})),
    upstream: event.record.upstream_user_id,
    stage: event.stage,
    result: event.result,
    time: formatInstant(event.time),
  });
  return writer(params, zone)(texts[code].title);
};

/** Whether an event is called by what came before it: the redirect or a confirmation, a sign-in or a challenge, a cause or a closing. */
const isOfContext = ({ step }: JudgedEvent): boolean =>
  step?.effect.kind === 'redirects' ||
  (step?.effect.kind === 'ends' &&
    (step.stage === 'Authentication Request' || step.effect.outcome === 'signed_in'));

/**
 * What each event of an attempt that is at hand is called, in their order.
 * @param isPart whether what came before them may be missing: then what depends on it is called by its own names
 */
export const stepTitles = (attempt: JudgedAttempt, zone = 'UTC', isPart = false): string[] => {
  const missing = attempt.count - attempt.events.length;
  return attempt.events.map((event, index) => {
    const place = missing + index;
    const isPlain = isPart && isOfContext(event) && !attempt.judgement.roles.has(place);
    return titleOf(event, isPlain ? 'other_step' : codeOfEvent(attempt, place), zone);
  });
};
