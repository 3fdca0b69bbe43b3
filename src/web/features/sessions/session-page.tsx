import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'react-router';
import { sessionQuery } from '../../api/people.ts';
import { ErrorNote } from '../../audit/looks/error-note.tsx';
import { isMissing } from '../../audit/looks/missing.ts';
import { idOfPath } from '../../audit/looks/paths.ts';
import { RecordNote, RecordPage } from '../../audit/record/record-page.tsx';
import { WholeNotice } from '../../audit/record/whole-notice.tsx';
import { useZone } from '../../audit/time/zone-choice.ts';
import { StateMessage } from '../../ui/state-message.tsx';
import { SessionBody } from './session-body.tsx';

/** One session: its attempts and tokens on one axis, and what changed within it. */
export const SessionPage = () => {
  const session = idOfPath(useLocation().pathname) ?? '';
  const { zone } = useZone();
  const { data, error, isFetching, refetch } = useQuery(sessionQuery(session, zone));
  const reload = () => void refetch();
  return (
    <RecordPage kind="Session" id={session} idLabel="Session ID">
      <WholeNotice kind="session" />
      {error && !isMissing(error) && (
        <ErrorNote
          what="The session could not be loaded."
          error={error}
          onRetry={reload}
          retrying={isFetching}
        />
      )}
      {!data && !error && <RecordNote>Loading the session…</RecordNote>}
      {isMissing(error) && (
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
      {data && <SessionBody answer={data} zone={zone} />}
    </RecordPage>
  );
};
