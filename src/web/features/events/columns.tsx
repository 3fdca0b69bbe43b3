import {
  columnOrderingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
} from '@tanstack/react-table';
import { type FieldName, fields } from '../../../contract/fields.ts';
import { type Supplied, resultOf, stageOf } from '../../../contract/record.ts';
import type { AuditEvent } from '../../api/events.ts';
import { TextCell, TimeCell } from '../../audit/grid-cells.tsx';
import { ResultBadge } from '../../audit/result-badge.tsx';

export const features = tableFeatures({ columnOrderingFeature, columnVisibilityFeature });
const helper = createColumnHelper<typeof features, AuditEvent>();

/** Widths of the tracks that rows and header share; columns without one are as wide as they may be. */
const tracks: Readonly<Record<string, string>> = {
  time: 'var(--time-track)',
  email: 'minmax(13rem, 1.7fr)',
  source_ip: 'minmax(8rem, 1.1fr)',
  event_name: 'minmax(11rem, 1.3fr)',
  result: 'var(--event-track)',
  application_name: 'minmax(6.5rem, 1fr)',
};
export const trackOf = (column: string): string => tracks[column] ?? 'minmax(8rem, 1fr)';

/** Two columns take their value from a deprecated property where the present one is missing. */
const supplied = (name: FieldName, event: AuditEvent): Supplied | undefined => {
  if (name === 'event_name') return stageOf(event.record);
  if (name === 'result') return resultOf(event.record);
  const value = event.record[name];
  return value === undefined ? undefined : { property: name, value };
};

const headings: Partial<Readonly<Record<FieldName, string>>> = { result: 'Event' };

/** A column for the time, one for the e-mail address, and one for every property of the contract. */
export const columns = helper.columns([
  helper.display({ id: 'time', header: 'Time', cell: ({ row }) => <TimeCell time={row.original.time} /> }),
  helper.display({
    id: 'email',
    header: 'Email',
    cell: ({ row: { original } }) => {
      const { email } = original;
      if (!email) return null;
      const filter = { property: email.email ? 'email' : email.property, value: email.value };
      return (
        <TextCell label={email.email ? 'Email' : 'User'} text={email.value} filter={filter}>
          {email.email ? undefined : <IdMark text={email.value} />}
        </TextCell>
      );
    },
  }),
  ...fields.map(({ name, label }) =>
    helper.display({
      id: name,
      header: headings[name] ?? label,
      cell: ({ row: { original } }) => {
        const value = supplied(name, original);
        if (!value) return null;
        return (
          <TextCell label={headings[name] ?? label} text={value.value} filter={value}>
            {name === 'result' ? <ResultBadge value={value.value} /> : undefined}
          </TextCell>
        );
      },
    }),
  ),
]);

const IdMark = ({ text }: { readonly text: string }) => (
  <>
    <small title="No address is known for this user">id</small> {text}
  </>
);

/** What a person sees before choosing columns. */
export const defaultColumns = ['time', 'email', 'source_ip', 'event_name', 'result', 'application_name'];

/** Where there is room for little, what happened comes before who and where. */
export const narrowOrder = ['time', 'result', 'email', 'event_name', 'application_name', 'source_ip'];

const all = ['time', 'email', ...fields.map(({ name }) => name)];
export const defaultVisibility = Object.fromEntries(all.map((id) => [id, defaultColumns.includes(id)]));
