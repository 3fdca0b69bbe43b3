import { z } from 'zod';
import { attemptShape } from './attempt-filters.ts';
import { type Attempt, sentenceZone } from './attempts.ts';
import { exportShape } from './export.ts';
import { query, repeated } from './query.ts';

/** What a column says of an attempt; undefined when there is nothing to say. */
type ColumnValue = string | number | boolean | readonly string[] | undefined;

const column = <Name extends string>(name: Name, of: (attempt: Attempt) => ColumnValue) => ({ name, of });

type OwnName = { [Name in keyof Attempt]-?: Attempt[Name] extends ColumnValue ? Name : never }[keyof Attempt];

/** A property of the attempt itself. */
const own = <Name extends OwnName>(name: Name) => column(name, (attempt) => attempt[name]);

/**
 * The columns in which attempts are exported, in their order: what the API calls its properties, those of the verdict
 * and of the event that decided beside the attempt’s own.
 */
const attemptExportColumns = [
  own('request_id'),
  own('start'),
  own('end'),
  own('duration'),
  column('who', ({ email, user_id: user, upstream_user_id: upstream }) => email ?? user ?? upstream),
  own('outcome'),
  own('certainty'),
  column('code', ({ verdict }) => verdict.code),
  column('title', ({ verdict }) => verdict.title),
  column('sentence', ({ verdict }) => verdict.sentence),
  column('causes', ({ verdict }) => verdict.causes),
  column('next_step', ({ verdict }) => verdict.next_step?.text),
  column('owner', ({ verdict }) => verdict.next_step?.owner),
  column('worth_a_look', ({ verdict }) => verdict.worth_a_look),
  column('notes', ({ verdict }) => verdict.notes.map(({ text }) => text)),
  own('waiting_for'),
  own('renewal'),
  column('decided_event_name', ({ decided_by: decided }) => decided.event_name),
  column('decided_result', ({ decided_by: decided }) => decided.result),
  column('decided_time', ({ decided_by: decided }) => decided.time),
  column('decided_event_id', ({ decided_by: decided }) => decided.event_id),
  column('last_event_name', ({ stopped_at: last }) => last.event_name),
  column('last_result', ({ stopped_at: last }) => last.result),
  own('events_count'),
  own('retries'),
  own('ends_after_range'),
  own('email'),
  own('name'),
  own('user_id'),
  own('upstream_user_id'),
  own('source_ip'),
  own('application_name'),
  own('client_id'),
  own('upstream_idp'),
  own('browser'),
  own('user_agent'),
  own('org_name'),
  own('org_id'),
  own('login_org_name'),
  own('login_org_id'),
  own('sessions'),
  own('trace_ids'),
] as const;
export type AttemptExportColumn = (typeof attemptExportColumns)[number]['name'];

export const attemptExportNames: readonly AttemptExportColumn[] = attemptExportColumns.map(
  ({ name }) => name,
);

export const isAttemptExportColumn = (name: string): name is AttemptExportColumn =>
  attemptExportNames.some((each) => each === name);

const readers = new Map<string, (attempt: Attempt) => ColumnValue>(
  attemptExportColumns.map(({ name, of }) => [name, of]),
);

/** What an attempt has in a column, as JSON has it; undefined when it has nothing there. */
export const attemptColumnValue = (attempt: Attempt, name: AttemptExportColumn): ColumnValue =>
  readers.get(name)?.(attempt);

export const attemptExportQuerySchema = query({
  ...attemptShape,
  ...exportShape,
  columns: repeated(
    z.enum(attemptExportNames, { error: `must be one of ${attemptExportNames.join(', ')}` }),
  ).meta({
    description:
      'Columns in their order; unless told, all of them in CSV, and in NDJSON the attempt as the list has it. ' +
      '`who` is the email, else the user_id, else the upstream_user_id; `decided_…` is of the event of ' +
      '`decided_by`, `last_…` of the last one. A list is, in CSV, its values with “; ” between.',
  }),
  tz: sentenceZone,
});
