import type { Micros } from '../../../contract/instant.ts';
import type { FieldName } from '../../../contract/fields.ts';
import { saidIn } from '../../../contract/record.ts';
import type { AuditEvent } from '../../api/events.ts';

/** What several events have in common, or differ in: distinct values in the order in which they came. */
type Summary = {
  readonly who: readonly string[];
  readonly addresses: readonly string[];
  readonly applications: readonly string[];
  readonly providers: readonly string[];
  readonly organisations: readonly string[];
  readonly sessions: readonly string[];
  readonly start: Micros | undefined;
  /** Microseconds from the first event to the last. */
  readonly length: bigint;
};

const distinct = (values: readonly (string | undefined)[]): string[] => [
  ...new Set(values.filter((value) => value !== undefined)),
];

/** Addresses of people; ids only where no address is known. */
const whoOf = (events: readonly AuditEvent[]): string[] => {
  const people = events.flatMap(({ email }) => email ?? []);
  const known = people.filter(({ email }) => email);
  return distinct((known.length > 0 ? known : people).map(({ value }) => value));
};

/** Sum up events that belong together, oldest first. */
export const summaryOf = (events: readonly AuditEvent[]): Summary => {
  const values = (name: FieldName) => distinct(events.map(({ record }) => saidIn(record, name)));
  const times = events.flatMap(({ time }) => time ?? []);
  const [start, end] = [times[0], times.at(-1)];
  return {
    who: whoOf(events),
    addresses: values('source_ip'),
    applications: values('application_name'),
    providers: values('upstream_idp'),
    organisations: values('login_org_name'),
    sessions: values('session'),
    start,
    length: start === undefined || end === undefined ? 0n : end - start,
  };
};
