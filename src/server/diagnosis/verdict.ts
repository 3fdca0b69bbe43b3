import type { Parties } from '../../contract/attempts.ts';
import { formatInstant } from '../../contract/instant.ts';
import { type Note, type Verdict, isFailure } from '../../contract/outcome.ts';
import { codeOf, codeOfEvent } from './cases.ts';
import { clockBackwards } from './clock.ts';
import { type JudgedEvent, type JudgedEvents, isLegacy } from './events.ts';
import { type Code, frames, stoppedText, texts } from './more-texts.ts';
import { partiesOf } from './parties.ts';
import { retryPattern } from './retry-pattern.ts';
import { type Decision, decide, isFlat, patience, ruleOf } from './rules.ts';
import { type TextParams, type Write, lengthOf, noteOf, opening, reasonOf, writer } from './wording.ts';

/** What is known beside an attempt's own events. All of it may be left out. */
export type Beside = {
  /** user_id → the address known for it. */
  readonly emails?: Readonly<Record<string, string>>;
  /** Who and what it is about, when that has been worked out before. */
  readonly parties?: Parties;
  /** Starts of the failed attempts of the same user, application and address, this one included. */
  readonly failedStarts?: readonly bigint[];
  /** IANA zone in which times are written; UTC unless told. */
  readonly zone?: string;
  /** How many events the attempt has, when only its newest were read. */
  readonly count?: number;
};

/** Defined values alone, as texts. */
const textsOf = (values: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, value]],
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

/** Failures before the event that decided: how many, and at which event when all are at one. */
const failuresBefore = (events: JudgedEvents, decision: Decision<JudgedEvent>): readonly JudgedEvent[] =>
  events.slice(0, events.indexOf(decision.event)).filter((event) => {
    const rule = ruleOf(event);
    return rule !== undefined && isFailure(rule.outcome);
  });

const paramsOf = (
  events: JudgedEvents,
  decision: Decision<JudgedEvent>,
  parties: Parties,
): Record<string, string> => {
  const { event } = decision;
  const failed = failuresBefore(events, decision);
  const stages = new Set(failed.map(({ stage }) => stage));
  const index = events.indexOf(event);
  const isConfirmed = events
    .slice(0, index)
    .some(({ stage, result }) => stage?.startsWith('Identity Provider') === true && result === 'Success');
  return textsOf({
    ...shared(parties),
    upstream: event.record.upstream_user_id ?? parties.upstream_user_id,
    stage: event.stage,
    result: event.result,
    start: formatInstant(events[0].time),
    time: formatInstant(event.time),
    trace_id: event.record.trace_id ?? events.find(({ record }) => record.trace_id)?.record.trace_id,
    failures: failed.length > 0 ? String(failed.length) : undefined,
    failed_at: stages.size === 1 ? failed[0]?.stage : undefined,
    confirmed: isConfirmed ? 'true' : undefined,
    service: events.some(({ stage }) => stage === 'Assertion Request') ? 'true' : undefined,
  });
};

/** A retrying application, seen within the attempt or beside it. */
const retryOf = (events: JudgedEvents, failedStarts: readonly bigint[] = []) =>
  retryPattern(failedStarts, events[0].time) ??
  retryPattern(
    events.filter((event) => isFailure(ruleOf(event)?.outcome ?? 'signed_in')).map(({ time }) => time),
  );

const notesOf = (
  events: JudgedEvents,
  decision: Decision<JudgedEvent>,
  parties: Parties,
  count: number | undefined,
): Note[] => {
  const named = ({ stage, result }: JudgedEvent) => textsOf({ stage: stage ?? '?', result: result ?? '?' });
  const { basis, event } = decision;
  const backwards = clockBackwards(events);
  const last = events.at(-1) ?? event;
  const flat = isFlat(events);
  const unknown = events.filter((each) => each !== event && codeOfEvent(each, flat) === 'not_recognised');
  const { org_id: org, login_org_id: login } = parties;
  return [
    ...(org !== undefined && login !== undefined && org !== login
      ? [noteOf('org_differs', { org: parties.org_name ?? org, login_org: parties.login_org_name ?? login })]
      : []),
    ...(backwards
      ? [
          noteOf('clock_backwards', {
            stage: backwards.stage.stage ?? '?',
            before: backwards.before.stage ?? '?',
          }),
        ]
      : []),
    ...(basis === 'record' && isFailure(decision.outcome) && last !== event
      ? [noteOf('went_on', named(last))]
      : []),
    ...unknown.slice(0, 1).map((each) => noteOf('not_recognised', named(each))),
    ...(basis !== 'time' && isLegacy(event) ? [noteOf('legacy', {})] : []),
    ...(basis === 'flat' ? [noteOf('flat', {})] : []),
    ...(basis === 'time' ? [noteOf('no_end', {})] : []),
    ...(count !== undefined && count > events.length
      ? [noteOf('partial', { count: String(count), read: String(events.length) })]
      : []),
  ];
};

/** The words of an attempt that nothing ended: it stopped, or is under way, at a step. */
const unended = (code: Code, outcome: 'in_progress' | 'did_not_finish', write: Write, params: TextParams) => {
  const text = texts[code];
  const title = write(text.title);
  if (outcome === 'in_progress')
    return {
      title: write(frames.inProgressTitle, { title: lowered(title) }),
      sentence: `${opening(write, outcome, params)} ${write(frames.inProgressReason, { title: lowered(title) })}`,
      causes: [],
      next_step: { owner: 'user' as const, text: frames.inProgressNext },
    };
  const { owner, text: next } = text.next ?? stoppedText.next;
  return {
    title: write(frames.didNotFinishTitle, { title: lowered(title) }),
    sentence: [opening(write, outcome, params), write(text.reason ?? '')].join(' '),
    causes: (text.causes ?? stoppedText.causes).map((cause) => write(cause)),
    next_step: { owner, text: write(next) },
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
  const start = opening(write, outcome === 'signed_in' ? 'signed_in' : 'kept_out', params);
  return {
    title: write(text.title),
    sentence: reason === undefined ? start : `${start} ${write(reason)}`,
    causes: (text.causes ?? []).map((cause) => write(cause)),
    ...(text.next ? { next_step: { owner: text.next.owner, text: write(text.next.text) } } : {}),
  };
};

/**
 * What an attempt's events say: the outcome, what decided, how certain that is, and in words why and what to do.
 * Pure.
 * @param events in the order of `judge`
 * @param now the clock, in microseconds
 */
export const verdictOf = (events: JudgedEvents, now: bigint, beside: Beside = {}): Verdict => {
  const decision = decide(events, now - patience);
  const { event, outcome, basis } = decision;
  const parties = beside.parties ?? partiesOf(events, beside.emails ?? {});
  const params = paramsOf(events, decision, parties);
  const retry = isFailure(outcome) ? retryOf(events, beside.failedStarts) : undefined;
  const plain = codeOf(decision, events);
  const isRepaired = plain === 'signed_in' && params['failures'] !== undefined;
  // a service account is an application: that it retries is told, and why it was refused stays the news
  const isNews = retry && plain !== 'service_refused';
  const code = isNews ? 'retrying' : isRepaired ? 'signed_in_after_failures' : plain;
  const rhythm = retry && {
    count: String(retry.count),
    interval: lengthOf(BigInt(Math.round(retry.interval))),
  };
  if (isNews) Object.assign(params, rhythm, { base: plain });
  const write = writer(params, beside.zone ?? 'UTC');
  const notes = [
    ...(rhythm && !isNews ? [noteOf('retrying', { ip: params['ip'] ?? '?', ...rhythm })] : []),
    ...notesOf(events, decision, parties, beside.count),
  ];
  const isDoubtful =
    basis !== 'record' || isLegacy(event) || notes.some(({ code }) => code === 'clock_backwards');
  return {
    outcome,
    certainty: isDoubtful ? 'likely' : 'recorded',
    decided_by: textsAndTime(event),
    code,
    params,
    ...(outcome === 'in_progress' || outcome === 'did_not_finish'
      ? unended(code, outcome, write, params)
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

/** What each event of an attempt is called, in the order of the events. */
export const stepTitles = (events: JudgedEvents, zone = 'UTC'): string[] => {
  const flat = isFlat(events);
  return events.map((event) => {
    const params = textsOf({
      ...shared(partiesOf([event], {})),
      upstream: event.record.upstream_user_id,
      stage: event.stage,
      result: event.result,
      time: formatInstant(event.time),
    });
    return writer(params, zone)(texts[codeOfEvent(event, flat)].title);
  });
};

/** How many failures came before the event that decided. */
export const retriesOf = ({ params }: Verdict): number => Number(params['failures'] ?? 0);
