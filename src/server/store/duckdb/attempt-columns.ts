import { eventNames } from '../../../contract/record.ts';
import { inOrder, isUnknown, letter, result, stage, textList } from './steps-sql.ts';

/** Every value that any event has, in no particular order; null when none has one. */
export const distinctValues = (column: string): string =>
  // nearly always one value: twice as fast as a list that is made distinct while it grows
  `CASE WHEN min(${column}) = max(${column}) THEN [min(${column})]
    ELSE list_distinct(list(${column}) FILTER (${column} IS NOT NULL)) END`;

/** Place of a stage in the pipeline, from 1; what `reached` has a bit for. */
export const rankedStages: readonly string[] = eventNames;

const bits = rankedStages.map((name, rank) => `WHEN '${name}' THEN ${1 << (rank + 1)}`).join(' ');

/** Of events that are no known step, the last one tells, in the order of `inOrder` in `diagnosis/events.ts`. */
const lastUnknown = (what: string): string =>
  `arg_max_null(${what}, { 't': time, 'n': ${letter}, 's': coalesce(${stage}, ''), 'r': coalesce(${result}, '') })
    FILTER (${isUnknown})`;

/** The last value recorded, and the first; of several in one step and instant always the same. */
const lastOf = (value: string): string => `arg_max(${value}, ${inOrder(value)})`;
const firstOf = (value: string): string => `arg_min(${value}, ${inOrder(value)})`;

/**
 * What can be gathered of an attempt besides its id, times, number of events and how it went: each column’s name, and
 * the aggregate over the attempt’s events that makes it. Single values are the last one recorded, address and browser
 * the first; null when no event has one.
 */
export const attemptColumns = {
  user_id: lastOf('user_id'),
  upstream_user_id: lastOf('upstream_user_id'),
  provider: lastOf('upstream_idp'),
  application: lastOf('coalesce(application_name, client_id)'),
  address: firstOf('source_ip'),
  user_agent: firstOf('user_agent'),
  organisation: lastOf('org_id'),
  /** Every value that any of its events has, in no particular order. */
  user_ids: distinctValues('user_id'),
  upstream_ids: distinctValues('upstream_user_id'),
  application_names: distinctValues('application_name'),
  providers: distinctValues('upstream_idp'),
  addresses: distinctValues('source_ip'),
  sessions: distinctValues('session'),
  /** The sources that were read for its events, where all of them were: null when any was sent or imported. */
  pulled: `CASE WHEN count(source) = count(*) THEN ${distinctValues('source')} END`,
  unknown_stage: lastUnknown(stage),
  unknown_result: lastUnknown(result),
  /** Bit n is set when an event is of stage n of `rankedStages`, bit 0 when one is of none of them. */
  reached: `bit_or(CASE ${stage} ${bits} ELSE 1 END)`,
  /** What answered the second step, in order: structs of `at`, `step` and `result`. */
  second_step: `list_sort(list({ 'at': time, 'step': ${letter}, 'result': ${result} }) FILTER (${stage} = 'MFA Challenge'
    AND ${result} IN (${textList(['Success', 'Failure', 'Denied', 'Timeout'])})))`,
} as const;
export type AttemptColumn = keyof typeof attemptColumns;
