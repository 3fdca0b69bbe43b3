import { failures } from '../../../contract/outcome.ts';
import { eventNames } from '../../../contract/record.ts';
import { allSteps } from '../../diagnosis/rules.ts';
import { foldSql } from './fold-sql.ts';
import { isUnknown, result, stage, textList } from './steps-sql.ts';

/** Results that are an unsuccessful end, whatever the event. */
export const failing: readonly string[] = [
  ...new Set(
    allSteps
      .filter(({ effect }) => effect.kind === 'ends' && failures.some((each) => each === effect.outcome))
      .map((step) => step.result),
  ),
];

/** Every value that any event has, in no particular order; null when none has one. */
export const distinct = (column: string): string =>
  // nearly always one value: twice as fast as a list that is made distinct while it grows
  `CASE WHEN min(${column}) = max(${column}) THEN [min(${column})]
    ELSE list_distinct(list(${column}) FILTER (${column} IS NOT NULL)) END`;

/** Place of a stage in the pipeline, from 1; what `reached` has a bit for. */
export const rankedStages: readonly string[] = eventNames;

const bits = rankedStages.map((name, rank) => `WHEN '${name}' THEN ${1 << (rank + 1)}`).join(' ');

/** Of events that are no known step, the last one tells: by time, then by what it says. */
const lastUnknown = (what: string): string =>
  `arg_max_null(${what}, { 't': time, 's': coalesce(${stage}, ''), 'r': coalesce(${result}, '') }) FILTER (${isUnknown})`;

/**
 * What can be gathered of an attempt besides its id, times, number of events and how it went: each column’s name, and
 * the aggregate over the attempt’s events that makes it. Single values are the last one recorded, address and browser
 * the first; null when no event has one.
 */
export const attemptColumns = {
  user_id: 'arg_max(user_id, time)',
  upstream_user_id: 'arg_max(upstream_user_id, time)',
  /** As users are counted: user_id, else the upstream id, folded. */
  person: `coalesce(arg_max(user_id, time), ${foldSql('arg_max(upstream_user_id, time)')})`,
  provider: 'arg_max(upstream_idp, time)',
  application: 'arg_max(coalesce(application_name, client_id), time)',
  address: 'arg_min(source_ip, time)',
  user_agent: 'arg_min(user_agent, time)',
  organisation: 'arg_max(org_id, time)',
  /** Every value that any of its events has, in no particular order. */
  application_names: distinct('application_name'),
  providers: distinct('upstream_idp'),
  addresses: distinct('source_ip'),
  sessions: distinct('session'),
  /** Its user_ids; when no event has one, the upstream ids, folded. */
  people: `coalesce(${distinct('user_id')}, list_distinct(list_transform(${distinct('upstream_user_id')}, lambda each: ${foldSql('each')})))`,
  unknown_stage: lastUnknown(stage),
  unknown_result: lastUnknown(result),
  /** Bit n is set when an event is of stage n of `rankedStages`, bit 0 when one is of none of them. */
  reached: `bit_or(CASE ${stage} ${bits} ELSE 1 END)`,
  /** Time and result of what answered the second step: sorted, as structs of `at` and `result`. */
  second_step: `list_sort(list({ 'at': time, 'result': ${result} }) FILTER (${stage} = 'MFA Challenge'
    AND ${result} IN (${textList(['Success', 'Failure', 'Denied', 'Timeout'])})))`,
} as const;
export type AttemptColumn = keyof typeof attemptColumns;
