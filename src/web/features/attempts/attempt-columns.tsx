import type { ReactNode } from 'react';
import type { Attempt } from '../../../contract/attempts.ts';
import { parseInstant } from '../../../contract/instant.ts';
import type { Outcome } from '../../../contract/outcome.ts';
import { outcomeLook } from '../../audit/outcome-look.ts';
import { timeCell, valueCell } from '../../audit/grid-cells.tsx';
import { OutcomeBadge } from '../../audit/result-badge.tsx';
import { secondsWords } from '../../lib/duration.ts';
import { formatCount } from '../../lib/format.ts';
import css from './attempts-page.module.css';

type Column = {
  readonly id: string;
  readonly header: string;
  /** As `grid-template-columns` has it. */
  readonly track: string;
  /** Whether it is a number: those are aligned at their ends. */
  readonly number?: true;
  /** `dated`: whether the date stands before the time. */
  readonly cell: (attempt: Attempt, zone: string, dated: boolean) => ReactNode;
};

const cellOf = (label: string, property: string, text: string | undefined) =>
  text === undefined ? null : valueCell({ label, text, property });

const who = ({ email, user_id: user, upstream_user_id: upstream, source_ip: ip }: Attempt) => {
  if (email !== undefined) return cellOf('Email', 'email', email);
  if (user !== undefined) return cellOf('User ID', 'user_id', user);
  if (upstream !== undefined) return cellOf('Upstream user ID', 'upstream_user_id', upstream);
  // nobody gave a name: where it came from is all that is known
  if (ip === undefined) return null;
  return valueCell(
    { label: 'Source IP', text: ip, property: 'source_ip' },
    <>
      {ip} <span className={css['aside']}>unnamed</span>
    </>,
  );
};

/** A title beside its outcome: “Did not finish: sign-in started” → “Sign-in started”, “Signed in” → nothing more. */
const titleBeside = (outcome: Outcome, title: string): string => {
  const { word } = outcomeLook(outcome);
  if (title === word) return '';
  const said = `${word}: `;
  const rest = title.slice(said.length);
  return title.startsWith(said) ? rest.charAt(0).toUpperCase() + rest.slice(1) : title;
};

/** The verdict in a few words and, where somebody did not get in, the stage that it stopped at. */
const whatHappened = ({ outcome, verdict, decided_by: { event_name: stage } }: Attempt) => {
  const words = <span title={verdict.sentence}>{titleBeside(outcome, verdict.title)}</span>;
  if (outcome === 'signed_in' || stage === undefined) return <span className={css['verdict']}>{words}</span>;
  return valueCell(
    { label: 'Stopped at', text: stage, property: 'stopped_at', onlyAny: true },
    <>
      {words} <span className={css['aside']}>{stage}</span>
    </>,
  );
};

/** One row an attempt: who, how it ended and where, and how much it took. */
export const attemptColumns: readonly Column[] = [
  {
    id: 'start',
    header: 'Start',
    track: 'var(--time-track)',
    cell: ({ start }, zone, dated) => timeCell(parseInstant(start), zone, dated),
  },
  { id: 'who', header: 'Who', track: 'minmax(12rem, 2fr)', cell: who },
  {
    id: 'outcome',
    header: 'Outcome',
    track: '9.6rem',
    cell: ({ outcome }) =>
      valueCell({ label: 'Outcome', text: outcome, property: 'outcome' }, <OutcomeBadge value={outcome} />),
  },
  {
    id: 'verdict',
    header: 'What happened, and where',
    track: 'minmax(14rem, 3.6fr)',
    cell: whatHappened,
  },
  {
    id: 'application',
    header: 'Application',
    track: 'minmax(7rem, 1.1fr)',
    cell: ({ application_name: application }) => cellOf('Application', 'application_name', application),
  },
  {
    id: 'provider',
    header: 'Provider',
    track: 'minmax(6rem, 0.9fr)',
    cell: ({ upstream_idp: provider }) => cellOf('Identity provider', 'upstream_idp', provider),
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
  attemptColumns.filter((column) => column.id === id),
);
