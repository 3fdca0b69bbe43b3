import type { Outcome } from '../../contract/outcome.ts';
import { type EventName, type Result, eventNames } from '../../contract/record.ts';

/**
 * The one table of deciding rules: which result ends an attempt, how, and of which events. The SQL that counts
 * outcomes is written from it (`../store/duckdb/outcome-sql.ts`), and `decide` below reads it.
 * Within one instant and event the later line wins, as a log tells the refusal before what came of it.
 */
const endings: readonly {
  readonly outcome: Outcome;
  readonly results: readonly Result[];
  /** Unless told: any event the platform documents, or a record that does not name its event. */
  readonly of?: readonly EventName[];
}[] = [
  { outcome: 'timed_out', results: ['Timeout'] },
  { outcome: 'session_expired', results: ['SessionExpired'] },
  { outcome: 'failed', results: ['Failure'] },
  { outcome: 'blocked', results: ['Denied'] },
  { outcome: 'signed_in', results: ['Success', 'Create'], of: ['Assertion Request', 'Token'] },
];

/** A rule for one event (undefined: not named), with its place among all that share an instant. */
export type Rule = {
  readonly place: number;
  readonly event: EventName | undefined;
  readonly results: readonly Result[];
  readonly outcome: Outcome;
};

/** Events in the order of the pipeline, which decides between equal times; unnamed ones come first. */
const pipeline: readonly (EventName | undefined)[] = [undefined, ...eventNames];

export const rules: readonly Rule[] = pipeline
  .flatMap((event) =>
    endings
      .filter(({ of }) => of === undefined || (event !== undefined && of.includes(event)))
      .map(({ results, outcome }) => ({ event, results, outcome })),
  )
  .map((rule, place) => ({ place, ...rule }));

/** Results that exist only where a browser is sent about: a log that holds one is not flat. */
export const browserResults: readonly Result[] = ['Authenticate', 'DoMfa', 'CodeIssued'];

/** The only events of a flat log, in which a Success is the end. */
export const flatEvents: readonly EventName[] = [
  'Authentication Request',
  'Identity Provider Authentication',
];
export const flatSuccess: Result = 'Success';

/** A step after which nothing came for so long did not finish; until then it is in progress. */
export const patience = 600_000_000n;

/** What is read of an event here: its stage and result, today’s properties before the deprecated ones. */
export type Judged = {
  readonly time: bigint;
  readonly sequence: bigint;
  readonly stage: string | undefined;
  readonly result: string | undefined;
};

/** Rules by result, then by event: every event is looked up several times. */
const byResult = new Map<string, Map<string | undefined, Rule>>();
for (const rule of rules)
  for (const result of rule.results)
    byResult.set(result, (byResult.get(result) ?? new Map<string | undefined, Rule>()).set(rule.event, rule));

/** The rule that makes an event an end, or undefined when it is a step or not recognised. */
export const ruleOf = ({ stage, result }: Pick<Judged, 'stage' | 'result'>): Rule | undefined =>
  result === undefined ? undefined : byResult.get(result)?.get(stage);

const stageRank = (stage: string | undefined): number => pipeline.findIndex((each) => each === stage);

/** Order of results within one instant and event: steps, then ends, then what lets the attempt go on. */
const resultRank = (event: Judged): number => {
  const rule = ruleOf(event);
  if (rule) return 1 + endings.findIndex(({ outcome }) => outcome === rule.outcome);
  return event.result === 'Success' || event.result === 'CodeIssued' ? 1 + endings.length : 0;
};

/** The order in which an attempt's events are told: time, then pipeline, then result, then arrival. */
export const inOrder = <Event extends Judged>(events: readonly Event[]): Event[] =>
  events.toSorted(
    (one, other) =>
      Number(one.time - other.time) ||
      stageRank(one.stage) - stageRank(other.stage) ||
      resultRank(one) - resultRank(other) ||
      Number(one.sequence - other.sequence),
  );

export const isFlat = (events: readonly Judged[]): boolean =>
  events.every(
    ({ stage, result }) =>
      flatEvents.some((each) => each === stage) && !browserResults.some((each) => each === result),
  );

/** An outcome, what it rests on, and the event that decided: the last one when time did. */
export type Decision<Event extends Judged> = {
  readonly outcome: Outcome;
  readonly basis: 'record' | 'flat' | 'time';
  readonly event: Event;
  readonly rule?: Rule;
};

/**
 * Decide how an attempt ended: the last deciding event wins; in a flat log the last Success does; without either
 * it is a matter of time.
 * @param events at least one, in the order of `inOrder`
 * @param settled steps at or before this instant did not finish: `patience` before now
 */
export const decide = <Event extends Judged>(
  events: readonly [Event, ...Event[]],
  settled: bigint,
): Decision<Event> => {
  const flat = isFlat(events);
  const success = flat ? events.findLast(({ result }) => result === flatSuccess) : undefined;
  if (success) return { outcome: 'signed_in', basis: 'flat', event: success };
  const event = events.findLast((each) => ruleOf(each) !== undefined);
  const rule = event && ruleOf(event);
  if (event && rule) return { outcome: rule.outcome, basis: flat ? 'flat' : 'record', event, rule };
  const last = events.at(-1) ?? events[0];
  return { outcome: last.time > settled ? 'in_progress' : 'did_not_finish', basis: 'time', event: last };
};
