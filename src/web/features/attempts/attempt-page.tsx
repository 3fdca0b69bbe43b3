import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useSearchParams } from 'react-router';
import { parseInstant } from '../../../contract/instant.ts';
import { attemptFindingsQuery } from '../../api/attempt-context.ts';
import { type AttemptWithEvents, oneAttemptQuery } from '../../api/attempts.ts';
import { attemptPath, eventsWithPath, idOfPath } from '../../audit/looks/paths.ts';
import { FindingsSection } from '../../audit/record/findings-section.tsx';
import { RecordBody, RecordNote, RecordPage, RecordStates } from '../../audit/record/record-page.tsx';
import { Neighbours } from '../../audit/record/neighbours.tsx';
import { StepsView } from '../../audit/record/steps-view.tsx';
import { WholeNotice } from '../../audit/record/whole-notice.tsx';
import { useZone } from '../../audit/time/zone-choice.ts';
import { fromAnywhere } from '../../lib/base-path.ts';
import { formatCount } from '../../lib/format.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { AttemptFacts } from './attempt-facts.tsx';
import { idsOf } from './attempt-ids.ts';
import css from './attempt-page.module.css';
import { readAttemptUrl, withStep } from './attempt-url.ts';
import { ContextBlocks } from './context-blocks.tsx';
import { markedStep } from './decisive.ts';
import { ReadyTexts } from './ready-texts.tsx';
import { VerdictSection } from './verdict-section.tsx';
import { jsonOf } from '../../api/shown.ts';

/** One sign-in attempt: why it ended as it did, what surrounds it, and its events in time. */
export const AttemptPage = () => {
  const requestId = idOfPath(useLocation().pathname) ?? '';
  const [params] = useSearchParams();
  const { zone } = useZone();
  const query = useQuery(oneAttemptQuery(requestId, readAttemptUrl(params).at, zone));
  const { data, isFetching, refetch } = query;
  return (
    <RecordPage
      kind="Sign-in attempt"
      id={requestId}
      idLabel="Request ID"
      zone={zone}
      tools={
        <>
          <Neighbours requestId={requestId} />
          {data && (
            <>
              <Button size="compact-sm" variant="default" loading={isFetching} onClick={() => void refetch()}>
                Reload
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<Icon name="print" />}
                onClick={() => window.print()}
              >
                Print
              </Button>
            </>
          )}
        </>
      }
    >
      <WholeNotice kind="attempt" />
      <RecordStates what="attempt" query={query} />
      {data && <AttemptBody {...data} requestId={requestId} zone={zone} />}
    </RecordPage>
  );
};

type BodyProps = AttemptWithEvents & { readonly requestId: string; readonly zone: string };

const AttemptBody = ({ attempt, events, requestId, zone }: BodyProps) => {
  const [params, setParams] = useSearchParams();
  const findings = useQuery(attemptFindingsQuery(requestId, zone));
  const link = fromAnywhere(attemptPath(requestId, parseInstant(attempt.start)));
  return (
    <RecordBody>
      <VerdictSection attempt={attempt}>
        <ReadyTexts texts={attempt} link={link} />
      </VerdictSection>
      <AttemptFacts attempt={attempt} zone={zone} />
      <ContextBlocks attempt={attempt} zone={zone} />
      <FindingsSection title="Part of what deserves a look" query={findings} zone={zone} />
      {attempt.more_events > 0 && (
        <RecordNote>
          {formatCount(attempt.more_events)} earlier events are not drawn here; times count from the first
          that is. <Link to={eventsWithPath('request_id', requestId)}>All events of the attempt</Link>
        </RecordNote>
      )}
      <StepsView
        events={events}
        zone={zone}
        mark={markedStep(attempt)}
        step={readAttemptUrl(params).step}
        onStep={(step) => setParams(withStep(params, step), { replace: true, preventScrollReset: true })}
      />
      <RawRecords records={attempt.events} />
      <Ids ids={idsOf(attempt)} />
      <p className={css['printed']}>{link}</p>
    </RecordBody>
  );
};

const RawRecords = ({ records }: { readonly records: AttemptWithEvents['attempt']['events'] }) => {
  const text = jsonOf(records);
  return (
    <details className={css['raw']}>
      <summary>Raw records</summary>
      <div className={css['rawTools']}>
        <CopyButton text={text} label="Copy all records as JSON" />
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keys */}
      <pre tabIndex={0} role="region" aria-label="Raw records as JSON">
        {text}
      </pre>
    </details>
  );
};

const Ids = ({ ids }: { readonly ids: ReturnType<typeof idsOf> }) => (
  <section className={css['ids']} aria-labelledby="ids-title">
    <h2 id="ids-title">Ids</h2>
    <dl>
      {ids.map(({ name, value, to }) => (
        <div key={`${name} ${value}`} data-id={name}>
          <dt>{name}</dt>
          <dd>
            {to === undefined ? <code>{value}</code> : <Link to={to}>{value}</Link>}
            <CopyButton text={value} label={`Copy ${name}`} />
          </dd>
        </div>
      ))}
    </dl>
  </section>
);
