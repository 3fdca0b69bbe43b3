import { ActionIcon, Button, Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { KeyboardEvent, ReactNode } from 'react';
import { Link } from 'react-router';
import { resultOf, saidIn, stageOf } from '../../../contract/record.ts';
import { aboutQuery } from '../../api/about.ts';
import type { AuditEvent } from '../../api/events.ts';
import { EventDetails } from '../../audit/record/event-details.tsx';
import { attemptPath, sessionPath } from '../../audit/looks/paths.ts';
import { ResultBadge } from '../../audit/looks/result-badge.tsx';
import { fromAnywhere } from '../../lib/base-path.ts';
import { useNarrow } from '../../lib/use-media.ts';
import { useCopy } from '../../ui/copy-button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { eventEntries, toCurl } from './copies.ts';
import css from './event-panel.module.css';
import { jsonOf } from '../../api/shown.ts';

type Props = {
  readonly event: AuditEvent | undefined;
  /** What to say when there is no event to show. */
  readonly absent: string;
  readonly zone: string;
  readonly onStep: (by: 1 | -1) => void;
  readonly onClose: () => void;
};

/** The details of one event: beside the table, or over it where there is no room for both. */
export const EventPanel = (props: Props) => {
  const narrow = useNarrow();
  const body = props.event ? (
    <EventDetails event={props.event} zone={props.zone} />
  ) : (
    <p className={css['absent']}>{props.absent}</p>
  );
  if (narrow) {
    return (
      <Drawer
        opened
        onClose={props.onClose}
        position="bottom"
        size="85%"
        withCloseButton={false}
        padding={0}
        attributes={{ content: { 'aria-label': 'Event details' } }}
        onKeyDown={(event) => stepByKey(event, props.onStep)}
      >
        <PanelHead {...props} />
        {body}
      </Drawer>
    );
  }
  return (
    <aside className={css['panel']} aria-label="Event details">
      <PanelHead {...props} />
      <div className={css['body']}>{body}</div>
    </aside>
  );
};

const steps: Readonly<Record<string, 1 | -1>> = { j: 1, k: -1 };

/** The keys of the page are off under a drawer, so it has its own. Arrows scroll what is in it. */
const stepByKey = (event: KeyboardEvent, onStep: Props['onStep']): void => {
  const by = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined;
  if (by !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) onStep(by);
};

const PanelHead = ({ event, onStep, onClose }: Props) => {
  const stage = event && stageOf(event.record);
  const result = event && resultOf(event.record);
  return (
    <div className={css['head']}>
      <div className={css['top']}>
        <h2 className={css['title']}>{stage?.value ?? 'Event'}</h2>
        <div className={css['tools']}>
          <Tool label="Event above" title="Event above (k)" onClick={() => onStep(-1)}>
            <Icon name="up" />
          </Tool>
          <Tool label="Event below" title="Event below (j)" onClick={() => onStep(1)}>
            <Icon name="down" />
          </Tool>
          <Tool label="Close details" title="Close (Esc)" onClick={onClose}>
            <Icon name="close" />
          </Tool>
        </div>
      </div>
      {event && <PanelActions event={event} result={result?.value} />}
    </div>
  );
};

type ToolProps = {
  readonly label: string;
  readonly title: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
};

const Tool = ({ label, ...props }: ToolProps) => (
  <ActionIcon variant="subtle" color="gray" size={24} aria-label={label} {...props} />
);

type ActionsProps = { readonly event: AuditEvent; readonly result: string | undefined };

const PanelActions = ({ event, result }: ActionsProps) => {
  const { record, time } = event;
  const { copy, words } = useCopy();
  const curl = useCopy();
  const about = useQuery(aboutQuery);
  const command = toCurl(fromAnywhere('/v1/auth_audits'), eventEntries(event), about.data?.auth === 'token');
  const [requestId, session] = [saidIn(record, 'request_id'), saidIn(record, 'session')];
  return (
    <div className={css['actions']}>
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
    </div>
  );
};
