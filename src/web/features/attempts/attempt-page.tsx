import { Button } from '@mantine/core';
import { Link, useLocation, useSearchParams } from 'react-router';
import { formatFull } from '../../audit/time-format.ts';
import { summaryOf } from '../../audit/summary.ts';
import { SummaryList, Values } from '../../audit/summary-list.tsx';
import { ErrorNote } from '../../audit/error-note.tsx';
import { eventsWithPath, idOfPath, sessionPath } from '../../audit/paths.ts';
import { RecordPage } from '../../audit/record-page.tsx';
import { useZone } from '../../audit/zone-choice.ts';
import type { AuditEvent } from '../../api/events.ts';
import { formatDuration } from '../../lib/duration.ts';
import { plural } from '../../lib/format.ts';
import { StateMessage } from '../../ui/state-message.tsx';
import css from './attempt-page.module.css';
import { AttemptSteps } from './attempt-steps.tsx';
import { readAttemptUrl, withStep } from './attempt-url.ts';
import { hasEnd } from './ending.ts';
import { useAttempt } from './use-attempt.ts';

/** One sign-in attempt: who, from where, to what, and its events in time. */
export const AttemptPage = () => {
  const requestId = idOfPath(useLocation().pathname) ?? '';
  const [params, setParams] = useSearchParams();
  const { zone } = useZone();
  const view = readAttemptUrl(params);
  const { events, partial, error, fetching, reload } = useAttempt(requestId, view.at);

  return (
    <RecordPage kind="Sign-in attempt" id={requestId} idLabel="Request ID">
      {error && (
        <ErrorNote
          what={
            events ? 'More events of this attempt could not be loaded.' : 'The attempt could not be loaded.'
          }
          error={error}
          onRetry={reload}
          retrying={fetching}
        />
      )}
      {!events && !error && <p className={css['note']}>Loading the attempt…</p>}
      {events?.length === 0 && <NoEvents reload={reload} />}
      {events && events.length > 0 && (
        <>
          <AttemptSummary events={events} zone={zone} requestId={requestId} />
          {partial && !error && (
            <p className={css['note']} role="status">
              Looking for earlier and later events…
            </p>
          )}
          {!partial && !hasEnd(events.map(({ record }) => record)) && (
            <div className={css['note']} role="note">
              No end event is recorded; the newest events may still be arriving.{' '}
              <Button size="compact-xs" variant="default" loading={fetching} onClick={reload}>
                Reload
              </Button>
            </div>
          )}
          <AttemptSteps
            events={events}
            zone={zone}
            step={view.step}
            onStep={(step) => setParams(withStep(params, step), { replace: true })}
          />
        </>
      )}
    </RecordPage>
  );
};

type SummaryProps = {
  readonly events: readonly AuditEvent[];
  readonly zone: string;
  readonly requestId: string;
};

const AttemptSummary = ({ events, zone, requestId }: SummaryProps) => {
  const { who, addresses, applications, providers, organisations, sessions, start, length } =
    summaryOf(events);
  return (
    <section aria-label="Summary" className={css['summary']}>
      <SummaryList
        entries={[
          { label: 'Who', value: <Values values={who} /> },
          { label: 'From', value: <Values values={addresses} mono /> },
          { label: 'Application', value: <Values values={applications} /> },
          { label: 'Organisation', value: <Values values={organisations} /> },
          { label: 'Identity provider', value: <Values values={providers} /> },
          {
            label: 'Started',
            value: start === undefined ? 'no time' : <span className="mono">{formatFull(start, zone)}</span>,
          },
          { label: 'Took', value: <span className="mono">{formatDuration(length)}</span> },
          {
            label: 'Events',
            value: <Link to={eventsWithPath('request_id', requestId)}>{plural(events.length, 'event')}</Link>,
          },
          ...sessions.slice(0, 3).map((session) => ({
            label: 'Session',
            value: (
              <Link to={sessionPath(session)} className="mono">
                {session}
              </Link>
            ),
          })),
        ]}
      />
    </section>
  );
};

const NoEvents = ({ reload }: { readonly reload: () => void }) => (
  <StateMessage
    title="No events of this attempt are stored"
    actions={
      <Button size="xs" variant="default" onClick={reload}>
        Reload
      </Button>
    }
  >
    <p>The id may be cut short, or its events have not arrived yet.</p>
  </StateMessage>
);
