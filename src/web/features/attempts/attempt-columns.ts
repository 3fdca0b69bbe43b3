import { labelOf, namedLabel } from '../../../contract/fields.ts';
import type { PageColumns, TrackSize } from '../../audit/explorer/page-columns.ts';

/** What a column is called, where it is no property of records; and what its heading says when it is pointed at. */
type Own = { readonly label: string; readonly about: string };

const own = {
  start: { label: 'Start', about: 'When its first event was' },
  who: { label: 'Who', about: 'The address of the user, else an id, else where it came from' },
  outcome: { label: 'Outcome', about: 'How it ended' },
  verdict: {
    label: 'What happened',
    about: 'The verdict in a few words, and the stage it stopped at',
  },
  duration: { label: 'Took', about: 'From the first event to the last' },
  events_count: { label: 'Steps', about: 'How many events it has' },
  retries: { label: 'Retries', about: 'Failures before the event that decided' },
  upstream_idp: { label: 'Provider', about: namedLabel('upstream_idp') },
  browser: { label: 'Browser', about: 'The user agent in a few words' },
  sessions: { label: 'Sessions', about: 'The sessions of its tokens' },
  trace_ids: { label: 'Trace IDs', about: 'What correlates the requests related to it' },
  cause: { label: 'Likely cause', about: 'The likeliest cause, inferred' },
  certainty: { label: 'Certainty', about: 'Whether the records say so, or it is inferred from them' },
  next_step: { label: 'Next step', about: 'What to do next' },
  owner: { label: 'Owner', about: 'Whose the next step is' },
  end: { label: 'End', about: 'When its last event was' },
} as const satisfies Readonly<Record<string, Own>>;

/** Every column that the table of attempts can have, as they are offered. */
export const attemptColumnNames = [
  'start',
  'who',
  'source_ip',
  'outcome',
  'verdict',
  'application_name',
  'upstream_idp',
  'duration',
  'events_count',
  'retries',
  'cause',
  'certainty',
  'next_step',
  'owner',
  'end',
  'user_id',
  'upstream_user_id',
  'org_name',
  'org_id',
  'login_org_name',
  'login_org_id',
  'browser',
  'client_id',
  'request_id',
  'sessions',
  'trace_ids',
] as const;
export type AttemptColumnName = (typeof attemptColumnNames)[number];

/** Narrow a text to a column of attempts. */
export const isAttemptColumn = (name: string): name is AttemptColumnName =>
  attemptColumnNames.some((each) => each === name);

const ownNamed = (name: string): Own | undefined => {
  const all: Readonly<Record<string, Own>> = own;
  return Object.hasOwn(all, name) ? all[name] : undefined;
};

const numbers: readonly string[] = ['duration', 'events_count', 'retries'] satisfies AttemptColumnName[];

const sizes: Partial<Readonly<Record<AttemptColumnName, TrackSize>>> = {
  start: { least: 'var(--start-track)' },
  // an address of some thirty letters is read whole
  who: { least: '16.5rem', share: '1fr' },
  source_ip: { least: '8.5rem', share: '0.5fr', crowded: '9rem' },
  outcome: { least: '10.25rem' },
  verdict: { least: '16rem', share: '4fr' },
  application_name: { least: '7rem', share: '0.6fr', crowded: '8.5rem' },
  upstream_idp: { least: '5.75rem', share: '0.8fr', crowded: '7rem' },
  duration: { least: '5.5rem' },
  events_count: { least: '4.5rem' },
  retries: { least: '5.25rem' },
  cause: { least: '16rem', share: '2fr' },
  certainty: { least: '6.5rem' },
  next_step: { least: '16rem', share: '2fr' },
  owner: { least: '9.5rem', share: '0.5fr' },
  end: { least: 'var(--start-track)' },
  user_id: { least: '11rem', share: '1.3fr' },
  upstream_user_id: { least: '12.75rem', share: '1.3fr' },
  request_id: { least: '11rem', share: '1.3fr' },
  sessions: { least: '11rem', share: '1.3fr' },
  trace_ids: { least: '11rem', share: '1.3fr' },
};

/** The columns of the table of attempts. */
export const attemptsTableColumns: PageColumns = {
  time: 'start',
  known: attemptColumnNames,
  extras: false,
  isColumn: isAttemptColumn,
  label: (name) => ownNamed(name)?.label ?? labelOf(name),
  tooltip: (name) => ownNamed(name)?.about ?? namedLabel(name),
  isNumber: (name) => numbers.includes(name),
  defaults: ['start', 'who', 'source_ip', 'outcome', 'verdict', 'application_name', 'duration'],
  // how it ended comes before when it took how long
  narrow: ['start', 'outcome', 'who', 'verdict'],
  sizes,
  remembered: {
    columns: 'authentication-audit.attempt-columns',
    look: 'authentication-audit.attempt-column-look',
  },
};
