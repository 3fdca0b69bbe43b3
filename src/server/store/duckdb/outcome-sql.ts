import { type Outcome, outcomes } from '../../../contract/outcome.ts';
import { eventNames } from '../../../contract/record.ts';
import { browserResults, flatEvents, flatSuccess, rules } from '../../diagnosis/rules.ts';
import type { Params } from './sql.ts';

/** What an event says of its stage and result: today’s properties before the deprecated ones. */
export const stage = 'coalesce(event_name, stage)';
export const result = 'coalesce(result, event)';

// the table of rules is ours, not a caller's: its names may stand in the SQL
const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const list = (values: readonly string[]): string => values.map((value) => text(value)).join(', ');

/**
 * Time and place of a deciding event in one number, whose greatest is that of the event that decides. 36 times any
 * representable instant is within 64 bits, and there are fewer rules than that.
 */
const places = 36;

const placeOf = (): string => {
  const events = [...new Set(rules.map(({ event }) => event))];
  const branches = events.map((event) => {
    const cases = rules
      .filter((rule) => rule.event === event)
      .map(({ results, place }) => `WHEN ${result} IN (${list(results)}) THEN ${place}`);
    return `WHEN ${event === undefined ? `${stage} IS NULL` : `${stage} = ${text(event)}`} THEN CASE ${cases.join(' ')} END`;
  });
  const deciding = [...new Set(rules.flatMap(({ results }) => results))];
  return `CASE WHEN ${result} IN (${list(deciding)}) THEN CASE ${branches.join(' ')} END END`;
};

/** What is gathered of an attempt's events to know its outcome, in a query that groups them. */
export const decisive = `max(time * ${places} + ${placeOf()}) AS decided,
  max(time) FILTER (${result} = ${text(flatSuccess)}) AS succeeded,
  bool_and(coalesce(${stage} IN (${list(flatEvents)}), false) AND coalesce(${result} NOT IN (${list(browserResults)}), true)) AS flat`;

const place = `(((decided % ${places}) + ${places}) % ${places})`;

/** The outcome from what `decisive` gathers and `last`, the time of the last event. */
export const outcomeOf = (settled: bigint, params: Params): string => {
  const ends = outcomes.flatMap((outcome) => {
    const of = rules.filter((rule) => rule.outcome === outcome).map((rule) => rule.place);
    return of.length === 0 ? [] : [`WHEN ${place} IN (${of.join(', ')}) THEN ${text(outcome)}`];
  });
  return `CASE WHEN flat AND succeeded IS NOT NULL THEN 'signed_in'
    WHEN decided IS NOT NULL THEN CASE ${ends.join(' ')} END
    WHEN last > ${params.integer(settled)} THEN 'in_progress' ELSE 'did_not_finish' END`;
};

/** Orders an attempt's events by time, equal times by the pipeline. */
export const moment = `time * ${places} + CASE ${stage} ${eventNames.map((name, rank) => `WHEN ${text(name)} THEN ${rank + 1}`).join(' ')} ELSE 0 END`;

const stagesOfPlaces = rules
  .filter(({ event }) => event !== undefined)
  .map(({ event = '', place: at }) => `WHEN ${at} THEN ${text(event)}`);

/** The stage of the event that decided, or of the last one when none did: from `decided` and `last_stage`. */
export const stageOfEnd = `CASE WHEN decided IS NULL THEN last_stage ELSE CASE ${place} ${stagesOfPlaces.join(' ')} END END`;

/** The stage that the rule behind a `decided` is about; undefined when it does not name one. */
export const stageOfDecided = (decided: bigint): string | undefined =>
  rules[Number(((decided % BigInt(places)) + BigInt(places)) % BigInt(places))]?.event;

/** Take a text of the database as an outcome. @throws TypeError when it is none */
export const asOutcome = (value: unknown): Outcome => {
  const outcome = outcomes.find((each) => each === value);
  if (outcome === undefined) throw new TypeError(`${String(value)} is no outcome.`);
  return outcome;
};
