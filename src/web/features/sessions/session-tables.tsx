import { Link } from 'react-router';
import { noFilters, withValue } from '../../../contract/filters.ts';
import type { Micros } from '../../../contract/instant.ts';
import { resultOf, stageOf } from '../../../contract/record.ts';
import type { AuditEvent } from '../../api/events.ts';
import { attemptPath, eventsPath } from '../../audit/paths.ts';
import { ResultBadge } from '../../audit/result-badge.tsx';
import { summaryOf } from '../../audit/summary.ts';
import { Values } from '../../audit/summary-list.tsx';
import { wallOf } from '../../audit/time-format.ts';
import { formatDuration } from '../../lib/duration.ts';
import type { SessionAttempt } from './session-groups.ts';
import css from './session-page.module.css';

type AttemptsProps = { readonly attempts: readonly SessionAttempt[]; readonly zone: string };

/** One row an attempt, each a link to its timeline. */
export const AttemptsTable = ({ attempts, zone }: AttemptsProps) => (
  <div className={css['scroll']}>
    <table className={css['table']} aria-label="Attempts">
      <thead>
        <tr>
          <th scope="col">Began ({zone})</th>
          <th scope="col">Attempt</th>
          <th scope="col">Application</th>
          <th scope="col">Last event</th>
          <th scope="col">Result</th>
          <th scope="col">Events</th>
          <th scope="col">Took</th>
        </tr>
      </thead>
      <tbody>
        {attempts.map((attempt) => (
          <AttemptRow key={attempt.requestId} {...attempt} zone={zone} />
        ))}
      </tbody>
    </table>
  </div>
);

const AttemptRow = ({ requestId, events, zone }: SessionAttempt & { readonly zone: string }) => {
  const { applications, start, length } = summaryOf(events);
  return (
    <tr>
      <td className="mono">{timeWords(start, zone)}</td>
      <th scope="row">
        <Link to={attemptPath(requestId, start)} className="mono">
          {requestId}
        </Link>
      </th>
      <td>
        <Values values={applications} />
      </td>
      <LastCells event={events.at(-1)} />
      <td className={css['number']}>{events.length}</td>
      <td className={css['number']}>{formatDuration(length)}</td>
    </tr>
  );
};

type UnlinkedProps = {
  readonly events: readonly AuditEvent[];
  readonly session: string;
  readonly zone: string;
};

/** Events of the session that carry no request id. */
export const UnlinkedTable = ({ events, session, zone }: UnlinkedProps) => (
  <div className={css['scroll']}>
    <table className={css['table']} aria-label="Events not linked to an attempt">
      <thead>
        <tr>
          <th scope="col">Time ({zone})</th>
          <th scope="col">Event</th>
          <th scope="col">Result</th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr key={event.id}>
            <th scope="row">
              <Link to={selectedPath(session, event.id)} className="mono">
                {timeWords(event.time, zone)}
              </Link>
            </th>
            <LastCells event={event} />
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

const selectedPath = (session: string, id: string): string =>
  eventsPath(withValue(noFilters, 'any', 'session', session), [
    ['range', 'all'],
    ['selected', id],
  ]);

const timeWords = (time: Micros | undefined, zone: string): string => {
  if (time === undefined) return 'no time';
  const wall = wallOf(time, zone);
  return `${wall.date} ${wall.time}${wall.fraction}`;
};

const LastCells = ({ event }: { readonly event: AuditEvent | undefined }) => {
  const result = event && resultOf(event.record);
  return (
    <>
      <td>{event && stageOf(event.record)?.value}</td>
      <td>{result && <ResultBadge value={result.value} />}</td>
    </>
  );
};
