import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ComponentProps } from 'react';
import { Link } from 'react-router';
import { resultOf, saidIn, stageOf } from '../../../contract/record.ts';
import { aboutQuery } from '../../api/about.ts';
import type { AuditEvent } from '../../api/events.ts';
import { jsonOf } from '../../api/shown.ts';
import { RowPanel } from '../../audit/explorer/row-panel.tsx';
import { EventDetails } from '../../audit/record/event-details.tsx';
import { attemptPath, sessionPath } from '../../audit/looks/paths.ts';
import { ResultBadge } from '../../audit/looks/result-badge.tsx';
import { fromAnywhere } from '../../lib/base-path.ts';
import { useCopy } from '../../ui/copy-button.tsx';
import { eventEntries, toCurl } from './copies.ts';
import css from './event-panel.module.css';

type Props = Pick<ComponentProps<typeof RowPanel>, 'absent' | 'onStep' | 'onClose'> & {
  readonly event: AuditEvent | undefined;
  readonly zone: string;
};

/** The details of one event. */
export const EventPanel = ({ event, zone, ...panel }: Props) => {
  const stage = event && stageOf(event.record);
  return (
    <RowPanel
      {...panel}
      noun="Event"
      title={stage?.value ?? 'Event'}
      {...(event && { actions: <PanelActions event={event} result={resultOf(event.record)?.value} /> })}
    >
      {event && <EventDetails event={event} zone={zone} />}
    </RowPanel>
  );
};

type ActionsProps = { readonly event: AuditEvent; readonly result: string | undefined };

const PanelActions = ({ event, result }: ActionsProps) => {
  const { record, time } = event;
  const { copy, words } = useCopy();
  const curl = useCopy();
  const about = useQuery(aboutQuery);
  const command = toCurl(fromAnywhere('/v1/auth_audits'), eventEntries(event), about.data?.auth === 'token');
  const [requestId, session] = [saidIn(record, 'request_id'), saidIn(record, 'session')];
  return (
    <>
      {result !== undefined && (
        <span className={css['result']}>
          <ResultBadge value={result} />
        </span>
      )}
      {requestId !== undefined && (
        <Button component={Link} to={attemptPath(requestId, time)} size="compact-sm">
          Open attempt
        </Button>
      )}
      {session !== undefined && (
        <Button component={Link} to={sessionPath(session)} size="compact-sm" variant="default">
          Open session
        </Button>
      )}
      <Button size="compact-sm" variant="default" onClick={() => copy(jsonOf(record))}>
        {words === '' ? 'Copy JSON' : words}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => curl.copy(command)}>
        {curl.words === '' ? 'Copy cURL' : curl.words}
      </Button>
      {requestId === undefined && <span className={css['note']}>Not linked to an attempt</span>}
    </>
  );
};
