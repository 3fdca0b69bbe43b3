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
import { titleOf } from '../../lib/marks.ts';
import { atServer } from '../../lib/base-path.ts';
import { attemptPath } from '../../audit/looks/paths.ts';
import { type AttemptColumnName, isAttemptColumn } from './attempt-columns.ts';
import css from './attempts-page.module.css';
import { certaintyWords, ownerWords } from './verdict-words.ts';
import { besideOutcome } from './beside-outcome.ts';

const cellOf = (property: FieldName | 'email', text: string | undefined, name?: string) =>
  text === undefined ? null : valueCell({ label: labelOf(property), text, property, name });

/** An id with what the directory calls whose it is. */
const idCell = (id: string, name: string) =>
  valueCell(
    { label: labelOf('user_id'), text: id, property: 'user_id', name },
    <>
      {id} <bdi className={css['aside']}>{name}</bdi>
    </>,
  );

const who = ({ email, user_id: user, upstream_user_id: upstream, source_ip: ip, name }: Attempt) => {
  if (email !== undefined) return cellOf('email', email, name);
  if (user !== undefined && name !== undefined) return idCell(user, name);
  if (user !== undefined) return cellOf('user_id', user);
  if (upstream !== undefined) return cellOf('upstream_user_id', upstream, name);
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

const number = (text: string, title?: string) => (
  <span className={css['number']} title={title}>
    {text}
  </span>
);

/** The first of several values; how many more there are, and all of them in the tooltip. */
const several = (property: FieldName, values: readonly string[]) => {
  const [text] = values;
  if (text === undefined) return null;
  return valueCell(
    { label: labelOf(property), text, property },
    values.length > 1 && (
      <span title={titleOf(values.join('\n'))}>
        {text} <span className={css['aside']}>and {values.length - 1} more</span>
      </span>
    ),
  );
};

/** Words of a verdict: nothing is filtered by them. */
const wordsCell = (label: string, text: string | undefined) =>
  text === undefined ? null : valueCell({ label, text });

/** When it began, which leads to its page for whoever wants that in another tab. */
const startCell: Cell = ({ request_id: id, start }, zone, look) => {
  const time = parseInstant(start);
  return (
    <a href={atServer(attemptPath(id, time))} tabIndex={-1} draggable={false} className={css['start']}>
      {timeCell(time, zone, look)}
    </a>
  );
};

type Cell = (attempt: Attempt, zone: string, look: TimeLook) => ReactNode;

const cells: Readonly<Record<AttemptColumnName, Cell>> = {
  start: startCell,
  end: ({ end }, zone) => timeCell(parseInstant(end), zone, { dated: true, fine: false }),
  who,
  outcome: howItEnded,
  verdict: whatHappened,
  source_ip: ({ source_ip: ip }) => cellOf('source_ip', ip),
  application_name: ({ application_name: application }) => cellOf('application_name', application),
  upstream_idp: ({ upstream_idp: provider }) => cellOf('upstream_idp', provider),
  duration: ({ duration, events_count: count }) => number(count === 1 ? '–' : secondsWords(duration)),
  events_count: ({ events_count: count }) => number(formatCount(count)),
  retries: ({ retries }) =>
    retries === 0 ? number('', 'No failure before the end') : number(formatCount(retries)),
  cause: ({ verdict }) => wordsCell('Likely cause', verdict.causes[0]),
  certainty: ({ certainty }) => certaintyWords[certainty].word,
  next_step: ({ verdict }) => wordsCell('Next step', verdict.next_step?.text),
  owner: ({ verdict }) => wordsCell('Owner', verdict.next_step && ownerWords[verdict.next_step.owner]),
  user_id: ({ user_id: user, name }) => cellOf('user_id', user, name),
  upstream_user_id: ({ upstream_user_id: user, name }) => cellOf('upstream_user_id', user, name),
  org_name: ({ org_name: name }) => cellOf('org_name', name),
  org_id: ({ org_id: id }) => cellOf('org_id', id),
  login_org_name: ({ login_org_name: name }) => cellOf('login_org_name', name),
  login_org_id: ({ login_org_id: id }) => cellOf('login_org_id', id),
  browser: ({ user_agent: agent, browser }) =>
    agent === undefined
      ? null
      : valueCell({ label: labelOf('user_agent'), text: agent, property: 'user_agent' }, browser),
  client_id: ({ client_id: id }) => cellOf('client_id', id),
  request_id: ({ request_id: id }) => cellOf('request_id', id),
  sessions: ({ sessions }) => several('session', sessions),
  trace_ids: ({ trace_ids: traces }) => several('trace_id', traces),
};

/** What the cell of a column holds. */
export const attemptCell = (name: string, ...of: Parameters<Cell>): ReactNode =>
  isAttemptColumn(name) ? cells[name](...of) : null;
