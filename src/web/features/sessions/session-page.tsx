import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'react-router';
import { sessionQuery } from '../../api/people.ts';
import { idOfPath } from '../../audit/looks/paths.ts';
import { RecordPage, RecordStates } from '../../audit/record/record-page.tsx';
import { WholeNotice } from '../../audit/record/whole-notice.tsx';
import { useZone } from '../../audit/time/zone-choice.ts';
import { SessionBody } from './session-body.tsx';

/** One session: its attempts and tokens on one axis, and what changed within it. */
export const SessionPage = () => {
  const session = idOfPath(useLocation().pathname) ?? '';
  const { zone } = useZone();
  const query = useQuery(sessionQuery(session, zone));
  return (
    <RecordPage kind="Session" id={session} idLabel="Session ID" zone={zone}>
      <WholeNotice kind="session" />
      <RecordStates what="session" query={query} />
      {query.data && <SessionBody answer={query.data} zone={zone} />}
    </RecordPage>
  );
};
