import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link, useLocation, useSearchParams } from 'react-router';
import { noAttemptFilters } from '../../../contract/attempt-filters.ts';
import { noFilters, withValue } from '../../../contract/filters.ts';
import { attemptsQuery } from '../../api/attempts.ts';
import { type AuditEvent, allEventsQuery } from '../../api/events.ts';
import { AttemptList } from '../../audit/record/attempt-list.tsx';
import { ErrorNote } from '../../audit/looks/error-note.tsx';
import { addressPath, eventsWithPath, idOfPath, userPath } from '../../audit/looks/paths.ts';
import { NoRecord, RecordBody, RecordPage, RecordStates } from '../../audit/record/record-page.tsx';
import { SpanSection } from '../../audit/record/span-page.tsx';
import { StepsView } from '../../audit/record/steps-view.tsx';
import { summaryOf } from './summary.ts';
import { LinkedValues, SummaryList } from '../../audit/looks/summary-list.tsx';
import { Moment } from '../../audit/time/moment.tsx';
import { WholeNotice } from '../../audit/record/whole-notice.tsx';
import { useZone } from '../../audit/time/zone-choice.ts';
import { Length } from '../../ui/length.tsx';
import { plural } from '../../lib/format.ts';

/** The events that share a correlation id, and the attempts they belong to. */
export const TracePage = () => {
  const traceId = idOfPath(useLocation().pathname) ?? '';
  const { zone } = useZone();
  const filters = useMemo(() => withValue(noFilters, 'any', 'trace_id', traceId), [traceId]);
  const isNone = traceId === ''; // an empty id is recorded as none: asked for, it would mean no filter
  const found = useQuery({ ...allEventsQuery({ filters }), enabled: !isNone });
  const events = isNone ? [] : found.data;
  return (
    <RecordPage kind="Trace" id={traceId} idLabel="Trace ID" zone={zone}>
      <WholeNotice kind="trace" />
      {!isNone && <RecordStates what="trace" query={found} />}
      {events?.length === 0 && (
        <NoRecord what="trace" {...(!isNone && { onReload: () => void found.refetch() })} />
      )}
      {events && events.length > 0 && <TraceBody events={events} traceId={traceId} zone={zone} />}
    </RecordPage>
  );
};

type BodyProps = { readonly events: readonly AuditEvent[]; readonly traceId: string; readonly zone: string };

const TraceBody = ({ events, traceId, zone }: BodyProps) => {
  const [params, setParams] = useSearchParams();
  const { who, addresses, start, length } = summaryOf(events);
  return (
    <RecordBody>
      <section aria-label="Summary">
        <SummaryList
          entries={[
            { label: 'Who', value: <LinkedValues values={who} pathOf={(user) => userPath(user)} /> },
            {
              label: 'From',
              value: <LinkedValues values={addresses} pathOf={(ip) => addressPath(ip)} />,
            },
            {
              label: 'First event',
              value: <Moment at={start} zone={zone} />,
            },
            { label: 'Spans', value: <Length of={length} /> },
            {
              label: 'Events',
              value: <Link to={eventsWithPath('trace_id', traceId)}>{plural(events.length, 'event')}</Link>,
            },
          ]}
        />
      </section>
      <TraceAttempts traceId={traceId} zone={zone} />
      <StepsView
        events={events}
        zone={zone}
        step={params.get('step') ?? undefined}
        onStep={(step) =>
          setParams(
            (before) => {
              if (step === undefined) before.delete('step');
              else before.set('step', step);
              return before;
            },
            { replace: true },
          )
        }
      />
    </RecordBody>
  );
};

const TraceAttempts = ({ traceId, zone }: { readonly traceId: string; readonly zone: string }) => {
  const scope = useMemo(
    () => ({ filters: withValue(noFilters, 'any', 'trace_id', traceId), attempts: noAttemptFilters }),
    [traceId],
  );
  const { data, error, isFetching, refetch } = useInfiniteQuery(attemptsQuery(scope, 'asc', zone));
  const attempts = data?.pages.flatMap((page) => page.attempts);
  return (
    <SpanSection title="Attempts">
      {error && (
        <ErrorNote
          what="The attempts could not be loaded."
          error={error}
          onRetry={() => void refetch()}
          retrying={isFetching}
        />
      )}
      {attempts && (
        <AttemptList attempts={attempts} zone={zone} none="None of its events has a request id." />
      )}
    </SpanSection>
  );
};
