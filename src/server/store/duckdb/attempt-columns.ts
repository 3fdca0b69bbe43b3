import { failures } from '../../../contract/outcome.ts';
import { eventNames } from '../../../contract/record.ts';
import { flatSuccess, rules } from '../../diagnosis/rules.ts';
import { decidedAt, moment, result, stage, succeededAt } from './outcome-sql.ts';

const quoted = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(', ');

const failing = [
  ...new Set(
    rules
      .filter(({ outcome }) => failures.some((each) => each === outcome))
      .flatMap(({ results }) => results),
  ),
];

/** Every value that any event has, in no particular order; null when none has one. */
export const distinct = (column: string): string =>
  // nearly always one value: twice as fast as a list that is made distinct while it grows
  `CASE WHEN min(${column}) = max(${column}) THEN [min(${column})]
    ELSE list_distinct(list(${column}) FILTER (${column} IS NOT NULL)) END`;

const ofSecondStep = (results: readonly string[]): string =>
  `count(*) FILTER (${stage} = 'MFA Challenge' AND ${result} IN (${quoted(results)}))`;

/** Place of a stage in the pipeline, from 1; what `reached` has a bit for, and `moments` a remainder. */
export const rankedStages: readonly string[] = eventNames;

const bits = rankedStages.map((name, rank) => `WHEN '${name}' THEN ${1 << (rank + 1)}`).join(' ');

/**
 * What can be known of an attempt besides its id, times, number of events and outcome: each column’s name, and the
 * aggregate over the attempt’s events that makes it. Single values are the last one recorded, address and browser
 * the first; null when no event has one.
 */
export const attemptColumns = {
  user_id: 'arg_max(user_id, time)',
  upstream_user_id: 'arg_max(upstream_user_id, time)',
  /** As users are counted: user_id, else the upstream id in small letters. */
  person: 'coalesce(arg_max(user_id, time), lower(arg_max(upstream_user_id, time)))',
  provider: 'arg_max(upstream_idp, time)',
  application: 'arg_max(coalesce(application_name, client_id), time)',
  address: 'arg_min(source_ip, time)',
  user_agent: 'arg_min(user_agent, time)',
  organisation: 'arg_max(org_id, time)',
  /** Every value that any of its events has, in no particular order. */
  application_names: distinct('application_name'),
  providers: distinct('upstream_idp'),
  addresses: distinct('source_ip'),
  /** Its user_ids; when no event has one, the upstream ids in small letters. */
  people: `coalesce(${distinct('user_id')}, ${distinct('lower(upstream_user_id)')})`,
  /** Of the last event, even when it does not say. */
  last_stage: `arg_max_null(${stage}, ${moment})`,
  last_result: `arg_max_null(${result}, ${moment})`,
  decided_result: `arg_max(${result}, ${decidedAt})`,
  /** Of the last Success, which decides in a flat log. */
  success_at: succeededAt,
  success_stage: `arg_max_null(${stage}, ${moment}) FILTER (${result} = '${flatSuccess}')`,
  /** Bit n is set when an event is of stage n of `rankedStages`, bit 0 when one is of none of them. */
  reached: `bit_or(CASE ${stage} ${bits} ELSE 1 END)`,
  /** Events that are an unsuccessful end. */
  failures: `count(*) FILTER (${result} IN (${quoted(failing)}))`,
  challenges: ofSecondStep(['Create', 'DoMfa']),
  /** Time and result of what answered the second step: sorted, as structs of `at` and `result`. */
  second_step: `list_sort(list({ 'at': time, 'result': ${result} }) FILTER (${stage} = 'MFA Challenge'
    AND ${result} IN (${quoted(['Success', 'Failure', 'Denied', 'Timeout'])})))`,
  /** Every event as time × 36 + place of its stage, ascending (`moment` in `outcome-sql.ts`). */
  moments: `list_sort(list(${moment}))`,
} as const;
export type AttemptColumn = keyof typeof attemptColumns;
