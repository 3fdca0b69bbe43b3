import type { Micros } from '../../contract/instant.ts';
import { type AuditRecord, resultOf, saidIn, stageOf } from '../../contract/record.ts';
import { canonicalJson } from '../records/content.ts';
import type { StoredEvent } from '../records/stored-event.ts';
import type { Outcome } from '../../contract/outcome.ts';
import { type Judgement, judgeSteps, outcomeAt } from './judge.ts';
import { type Judged, type Step, numberOf, stepOf } from './rules.ts';

/** A record with what is judged of it: its step, unless it is not recognised. */
export type JudgedEvent = Judged & {
  readonly time: Micros;
  readonly sequence: bigint;
  readonly id: string;
  readonly record: AuditRecord;
  readonly step: Step | undefined;
};

export type JudgedEvents = readonly [JudgedEvent, ...JudgedEvent[]];

const judged = ({ time, sequence, id, record }: StoredEvent): JudgedEvent => {
  const [stage, result] = [stageOf(record)?.value, resultOf(record)?.value];
  return { time, sequence, id, record, stage, result, step: stepOf({ stage, result }) };
};

/**
 * The order in which an attempt's events are told: by time, then by the pipeline and what they do, then by content,
 * so that the order of arrival never shows. Equal contents cannot be told apart.
 */
const inOrder = (one: JudgedEvent, other: JudgedEvent): number => {
  if (one.time !== other.time) return one.time < other.time ? -1 : 1;
  const places = (one.step?.number ?? numberOf(one)) - (other.step?.number ?? numberOf(other));
  if (places !== 0) return places;
  for (const [own, others] of [
    [one.stage ?? '', other.stage ?? ''],
    [one.result ?? '', other.result ?? ''],
  ] as const)
    if (own !== others) return own < others ? -1 : 1;
  const [content, others] = [canonicalJson(one.record), canonicalJson(other.record)];
  if (content !== others) return content < others ? -1 : 1;
  return one.sequence < other.sequence ? -1 : 1;
};

/** An attempt's events in the order in which they are told. @throws RangeError when there are none */
export const judge = (events: readonly StoredEvent[]): JudgedEvents => {
  const [first, ...others] = events.map((event) => judged(event)).toSorted(inOrder);
  if (!first) throw new RangeError('An attempt has at least one event.');
  return [first, ...others];
};

/** An attempt as it is told: how all of its events were judged, and those of them that are at hand. */
export type JudgedAttempt = {
  readonly judgement: Judgement;
  readonly outcome: Outcome;
  /** When its first event was, whether that is at hand or not. */
  readonly start: Micros;
  /** All its events, or the newest of them. */
  readonly events: JudgedEvents;
  /** How many events it has in all. */
  readonly count: number;
  /** The event at a place among all its events; undefined when it is not at hand. */
  readonly eventAt: (place: number) => JudgedEvent | undefined;
};

/** An attempt of which these are all the events. @param settled as `outcomeAt` has it */
export const judgeWhole = (stored: readonly StoredEvent[], settled: bigint): JudgedAttempt => {
  const events = judge(stored);
  const judgement = judgeSteps(events.map(({ step }) => step));
  return {
    judgement,
    outcome: outcomeAt(judgement, events[judgement.last]?.time ?? 0n, settled),
    start: events[0].time,
    events,
    count: events.length,
    eventAt: (place) => events[place],
  };
};

/**
 * An attempt whose judgement is known, of which only the newest events may be at hand.
 * @param decisive the event that decided, when it is not among them
 */
export const judgePart = (
  {
    judgement,
    outcome,
    start,
    count,
    events: stored,
  }: {
    readonly judgement: Judgement;
    readonly outcome: Outcome;
    readonly start: Micros;
    readonly count: number;
    readonly events: readonly StoredEvent[];
  },
  decisive: StoredEvent | undefined,
): JudgedAttempt => {
  const events = judge(stored);
  const missing = count - events.length;
  const alone = decisive && judged(decisive);
  return {
    judgement,
    outcome,
    start,
    events,
    count,
    eventAt: (place) => (place === judgement.decided ? alone : undefined) ?? events[place - missing],
  };
};

/** Whether an event says what it is by the deprecated properties alone, in part or wholly. */
export const isLegacy = ({ record, stage, result }: JudgedEvent): boolean =>
  (stage !== undefined && saidIn(record, 'event_name') === undefined) ||
  (result !== undefined && saidIn(record, 'result') === undefined);

/** The event that decided an attempt. */
export const deciding = ({ judgement, events, eventAt }: JudgedAttempt): JudgedEvent =>
  eventAt(judgement.decided) ?? events.at(-1) ?? events[0];
