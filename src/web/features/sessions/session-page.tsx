import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link, useLocation } from 'react-router';
import { noFilters, withValue } from '../../../contract/filters.ts';
import { type AuditEvent, allEventsQuery } from '../../api/events.ts';
import { ErrorNote } from '../../audit/error-note.tsx';
import { eventsWithPath, idOfPath } from '../../audit/paths.ts';
import { RecordPage } from '../../audit/record-page.tsx';
import { summaryOf } from '../../audit/summary.ts';
import { SummaryList, Values } from '../../audit/summary-list.tsx';
import { formatFull } from '../../audit/time-format.ts';
import { useZone } from '../../audit/zone-choice.ts';
import { formatDuration } from '../../lib/duration.ts';
import { plural } from '../../lib/format.ts';
import { StateMessage } from '../../ui/state-message.tsx';
import { groupByAttempt } from './session-groups.ts';
import css from './session-page.module.css';
import { AttemptsTable, UnlinkedTable } from './session-tables.tsx';

/** One session: the sign-in attempts that its events belong to. */
export const SessionPage = () => {
  const session = idOfPath(useLocation().pathname) ?? '';
  const { zone } = useZone();
  const filters = useMemo(() => withValue(noFilters, 'any', 'session', session), [session]);
  const { data: events, error, isFetching, refetch } = useQuery(allEventsQuery({ filters }));
  const reload = () => void refetch();
  return (
    <RecordPage kind="Session" id={session} idLabel="Session ID">
      {error && (
        <ErrorNote
          what="The session could not be loaded."
          error={error}
          onRetry={reload}
          retrying={isFetching}
        />
      )}
      {!events && !error && <p className={css['note']}>Loading the session…</p>}
      {events?.length === 0 && (
        <StateMessage
          title="No events of this session are stored"
          actions={
            <Button size="xs" variant="default" onClick={reload}>
              Reload
            </Button>
          }
        >
          <p>The id may be cut short, or its events have not arrived yet.</p>
        </StateMessage>
      )}
      {events && events.length > 0 && <SessionBody events={events} session={session} zone={zone} />}
    </RecordPage>
  );
};

type BodyProps = { readonly events: readonly AuditEvent[]; readonly session: string; readonly zone: string };

const SessionBody = ({ events, session, zone }: BodyProps) => {
  const { attempts, unlinked } = useMemo(() => groupByAttempt(events), [events]);
  const { who, addresses, start, length } = summaryOf(events);
  return (
    <div className={css['body']}>
      <section aria-label="Summary">
        <SummaryList
          entries={[
            { label: 'Who', value: <Values values={who} /> },
            { label: 'From', value: <Values values={addresses} mono /> },
            {
              label: 'First event',
              value:
                start === undefined ? 'no time' : <span className="mono">{formatFull(start, zone)}</span>,
            },
            { label: 'Spans', value: <span className="mono">{formatDuration(length)}</span> },
            {
              label: 'Events',
              value: <Link to={eventsWithPath('session', session)}>{plural(events.length, 'event')}</Link>,
            },
          ]}
        />
      </section>
      <section aria-labelledby="attempts-title">
        <h2 id="attempts-title">{plural(attempts.length, 'attempt')}</h2>
        <p className={css['hint']}>
          Counted are the events that carry this session; an attempt may have others from before it began.
        </p>
        {attempts.length > 0 && <AttemptsTable attempts={attempts} zone={zone} />}
      </section>
      {unlinked.length > 0 && (
        <section aria-labelledby="unlinked-title">
          <h2 id="unlinked-title">Not linked to an attempt</h2>
          <p className={css['hint']}>{plural(unlinked.length, 'event')} without a request id.</p>
          <UnlinkedTable events={unlinked} session={session} zone={zone} />
        </section>
      )}
    </div>
  );
};
