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

/** Time and place of an event that decides, as one number; null of one that does not. */
export const decidedAt = `time * ${places} + ${placeOf()}`;

/** When the last Success was, in a query that groups events by attempt. */
export const succeededAt = `max(time) FILTER (${result} = ${text(flatSuccess)})`;

/** What is gathered of an attempt's events to know its outcome, in a query that groups them. */
export const decisive = `max(${decidedAt}) AS decided,
  ${succeededAt} AS succeeded,
  bool_and(coalesce(${stage} IN (${list(flatEvents)}), false) AND coalesce(${result} NOT IN (${list(browserResults)}), true)) AS flat`;

/** Place, or rank of a stage, and instant of a number that holds both. */
export const rankIn = (number: string): string => `(((${number} % ${places}) + ${places}) % ${places})`;
export const timeIn = (number: string): string => `((${number} - ${rankIn(number)}) // ${places})`;

const place = rankIn('decided');

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

const entering = rules.filter(({ outcome }) => outcome === 'signed_in').map(({ place: at }) => at);

/** Whether a signed-in attempt is one of a flat log: no event let in but the last Success. */
const flatly = `(outcome = 'signed_in' AND coalesce(${place} NOT IN (${entering.join(', ')}), true))`;

/** Stage and result of the event that decided, or of the last one: from all the columns they are named by. */
export const endStage = `CASE WHEN ${flatly} THEN success_stage ELSE ${stageOfEnd} END`;
export const endResult = `CASE WHEN ${flatly} THEN ${text(flatSuccess)} WHEN decided IS NULL THEN last_result ELSE decided_result END`;

/** When an attempt signed in, else null: from `outcome`, `decided` and `success_at`. */
export const signedInAt = `CASE WHEN ${flatly} THEN success_at
  WHEN outcome = 'signed_in' THEN ${timeIn('decided')} END`;

/** The stage that the rule behind a `decided` is about; undefined when it does not name one. */
export const stageOfDecided = (decided: bigint): string | undefined =>
  rules[Number(((decided % BigInt(places)) + BigInt(places)) % BigInt(places))]?.event;

/** Take a text of the database as an outcome. @throws TypeError when it is none */
export const asOutcome = (value: unknown): Outcome => {
  const outcome = outcomes.find((each) => each === value);
  if (outcome === undefined) throw new TypeError(`${String(value)} is no outcome.`);
  return outcome;
};
