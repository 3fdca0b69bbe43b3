import { type FieldName, labelOf } from '../../../contract/fields.ts';
import type { ReactNode } from 'react';
import type { Attempt } from '../../../contract/attempts.ts';
import { parseInstant } from '../../../contract/instant.ts';
import { timeCell, valueCell } from '../../audit/explorer/grid-cells.tsx';
import type { TimeLook } from '../../audit/time/time-look.ts';
import { AttemptBadge } from '../../audit/looks/result-badge.tsx';
import { attemptTooltip } from '../../audit/looks/waiting-words.ts';
import { secondsWords } from '../../lib/duration.ts';
import { formatCount } from '../../lib/format.ts';
import css from './attempts-page.module.css';
import { besideOutcome } from './beside-outcome.ts';

type Column = {
  readonly id: string;
  readonly header: string;
  /** As `grid-template-columns` has it. */
  readonly track: string;
  /** Whether it is a number: those are aligned at their ends. */
  readonly number?: true;
  readonly cell: (attempt: Attempt, zone: string, look: TimeLook) => ReactNode;
};

const cellOf = (property: FieldName | 'email', text: string | undefined) =>
  text === undefined ? null : valueCell({ label: labelOf(property), text, property });

const who = ({ email, user_id: user, upstream_user_id: upstream, source_ip: ip }: Attempt) => {
  if (email !== undefined) return cellOf('email', email);
  if (user !== undefined) return cellOf('user_id', user);
  if (upstream !== undefined) return cellOf('upstream_user_id', upstream);
  // nobody gave a name: where it came from is all that is known
  if (ip === undefined) return null;
  return valueCell(
    { label: labelOf('source_ip'), text: ip, property: 'source_ip' },
    <>
      {ip} <span className={css['aside']}>unnamed</span>
    </>,
  );
};

/** The verdict in a few words, who is waited for, and, where somebody did not get in, the stage that it stopped at. */
const whatHappened = (attempt: Attempt) => {
  const { outcome, decided_by: decided } = attempt;
  const { event_name: stage } = decided;
  const { first, rest } = besideOutcome(attempt);
  const words = <span title={attemptTooltip(attempt)}>{first}</span>;
  if (outcome === 'signed_in' || stage === undefined)
    return (
      <span className={css['verdict']}>
        {words} {rest}
      </span>
    );
  return valueCell(
    { label: 'Stopped at', text: stage, property: 'stopped_at', onlyAny: true },
    <>
      {words}{' '}
      <span className={css['aside']}>
        {rest !== '' && `${rest} · `}
        {stage}
      </span>
    </>,
  );
};

/** How it ended; a session that was renewed filters by that, as it is no sign-in. */
const howItEnded = (attempt: Attempt) => {
  const { outcome, renewal } = attempt;
  const badge = <AttemptBadge attempt={attempt} />;
  return renewal && outcome === 'signed_in'
    ? valueCell({ label: 'Renewal', text: 'true', property: 'renewal' }, badge)
    : valueCell({ label: 'Outcome', text: outcome, property: 'outcome' }, badge);
};

/** One row an attempt: who, how it ended and where, and how much it took. */
export const attemptTableColumns: readonly Column[] = [
  {
    id: 'start',
    header: 'Start',
    track: 'var(--time-track)',
    cell: ({ start }, zone, look) => timeCell(parseInstant(start), zone, look),
  },
  { id: 'who', header: 'Who', track: 'minmax(12rem, 2fr)', cell: who },
  {
    id: 'outcome',
    header: 'Outcome',
    track: '10.5rem',
    cell: howItEnded,
  },
  {
    id: 'verdict',
    header: 'What happened, and where',
    track: 'minmax(14rem, 3.6fr)',
    cell: whatHappened,
  },
  {
    id: 'application',
    header: labelOf('application_name'),
    track: 'minmax(7rem, 1.1fr)',
    cell: ({ application_name: application }) => cellOf('application_name', application),
  },
  {
    id: 'provider',
    header: 'Provider',
    track: 'minmax(6rem, 0.9fr)',
    cell: ({ upstream_idp: provider }) => cellOf('upstream_idp', provider),
  },
  {
    id: 'duration',
    header: 'Took',
    number: true,
    track: '5.6rem',
    cell: ({ duration, events_count: count }) => (
      <span className={css['number']}>{count === 1 ? '–' : secondsWords(duration)}</span>
    ),
  },
  {
    id: 'events',
    header: 'Steps',
    number: true,
    track: '3.4rem',
    cell: ({ events_count: count }) => <span className={css['number']}>{formatCount(count)}</span>,
  },
  {
    id: 'retries',
    header: 'Retries',
    number: true,
    track: '4.2rem',
    cell: ({ retries }) => (
      <span className={css['number']} title={retries === 0 ? 'No failure before the end' : undefined}>
        {retries === 0 ? '' : formatCount(retries)}
      </span>
    ),
  },
];

/** Where there is room for little, how it ended comes before when it took how long. */
export const narrowAttemptColumns = ['start', 'outcome', 'who', 'verdict'].flatMap((id) =>
  attemptTableColumns.filter((column) => column.id === id),
);
