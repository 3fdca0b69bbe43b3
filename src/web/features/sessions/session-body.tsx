import { useMemo } from 'react';
import { Link } from 'react-router';
import type { SessionAnswer } from '../../../contract/attempt-context.ts';
import { micros, parseInstant } from '../../../contract/instant.ts';
import { eventsOf } from '../../api/attempts.ts';
import { addressPath, attemptPath, eventsWithPath, userPath } from '../../audit/looks/paths.ts';
import { RecordBody, RecordNote } from '../../audit/record/record-page.tsx';
import { secondOf } from '../../audit/record/seen-table.tsx';
import { SpanSection } from '../../audit/record/span-page.tsx';
import { LinkedValues, SummaryList, Values } from '../../audit/looks/summary-list.tsx';
import { Moment } from '../../audit/time/moment.tsx';
import { Length } from '../../ui/length.tsx';
import { plural } from '../../lib/format.ts';
import { LaneList } from './lane-list.tsx';
import { sessionAxis } from './session-axis.ts';
import { type ToldChange, sessionPeople, tellChanges } from './session-changes.ts';
import css from './session-page.module.css';
import { TokenTable } from './token-table.tsx';

type Props = { readonly answer: SessionAnswer; readonly zone: string };

const unknownTime = micros(0n);
/** What a session holds: facts, changes, attempts on one axis, tokens. */
export const SessionBody = ({ answer, zone }: Props) => {
  const events = useMemo(() => eventsOf(answer, answer.attempts), [answer]);
  const axis = useMemo(() => sessionAxis(answer.attempts, events), [answer, events]);
  const changes = useMemo(() => tellChanges(answer), [answer]);
  const [start, end] = [parseInstant(answer.start) ?? unknownTime, parseInstant(answer.end) ?? unknownTime];
  return (
    <RecordBody>
      <section aria-label="Summary">
        <SummaryList
          entries={[
            {
              label: 'Who',
              value: <LinkedValues values={sessionPeople(answer)} pathOf={(user) => userPath(user)} />,
            },
            {
              label: 'From',
              value: <LinkedValues values={answer.addresses} pathOf={(ip) => addressPath(ip)} />,
            },
            { label: 'Browsers', value: <Values values={answer.browsers.map(({ browser }) => browser)} /> },
            {
              label: 'First event',
              value: <Moment at={parseInstant(answer.start)} zone={zone} />,
            },
            {
              label: 'Spans',
              value: (
                <>
                  <Length of={end - start} />
                  {!answer.more_events && (
                    <span title="A session is shown whole, whatever the time range">, shown whole</span>
                  )}
                </>
              ),
            },
            {
              label: 'Events',
              value: (
                <Link to={eventsWithPath('session', answer.session)}>
                  {answer.more_events && 'More than '}
                  {plural(events.length, 'event')}
                </Link>
              ),
            },
          ]}
        />
      </section>
      <Changes changes={changes} isPart={answer.more_events} zone={zone} />
      {answer.more_events && (
        <RecordNote>
          Only its first {plural(events.length, 'event')} are drawn and compared here.{' '}
          <Link to={eventsWithPath('session', answer.session)}>All events of the session</Link>
        </RecordNote>
      )}
      <SpanSection title={plural(axis.lanes.length, 'attempt')}>
        <LaneList {...axis} changes={changes} zone={zone} />
      </SpanSection>
      <SpanSection
        title={`${answer.more_events ? 'The first ' : ''}${plural(answer.tokens.length, 'token event')}`}
      >
        <TokenTable tokens={answer.tokens} zone={zone} />
      </SpanSection>
    </RecordBody>
  );
};

type ChangesProps = {
  readonly changes: readonly ToldChange[];
  /** Whether there are more events than are compared. */
  readonly isPart: boolean;
  readonly zone: string;
};

/** A session belongs to one person at one place: where that changed, it is pointed out. */
const Changes = ({ changes, isPart, zone }: ChangesProps) =>
  changes.length === 0 ? (
    <p className={css['quiet']}>
      User, address and browser stayed the same{isPart ? ' as far as is compared here' : ' throughout'}.
    </p>
  ) : (
    <section className={css['changes']} aria-label="Changed within the session">
      <h2>Changed within the session</h2>
      <ul>
        {changes.slice(0, 20).map(({ what, from, to, recorded, time, requestId }) => (
          <li key={`${recorded} ${time}`} title={recorded}>
            <strong>{what}</strong> from <code title={from}>{from}</code> to <code title={to}>{to}</code> at{' '}
            {requestId === undefined ? (
              <span className="mono">{secondOf(time, zone)}</span>
            ) : (
              <Link to={attemptPath(requestId, parseInstant(time))} className="mono">
                {secondOf(time, zone)}
              </Link>
            )}
          </li>
        ))}
        {changes.length > 20 && <li>and {changes.length - 20} more</li>}
      </ul>
    </section>
  );
