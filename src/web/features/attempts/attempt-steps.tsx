import { useQuery } from '@tanstack/react-query';
import type { Attempt } from '../../../contract/attempts.ts';
import { parseInstant } from '../../../contract/instant.ts';
import { resultOf, stageOf } from '../../../contract/record.ts';
import { messageOf } from '../../api/api-error.ts';
import { oneAttemptQuery } from '../../api/attempts.ts';
import type { AuditEvent } from '../../api/events.ts';
import { ResultBadge } from '../../audit/looks/result-badge.tsx';
import { formatRoughDuration } from '../../lib/duration.ts';
import { formatCount, plural } from '../../lib/format.ts';
import { useSettled } from '../../lib/use-settled.ts';
import css from './attempt-panel.module.css';
import { markedStep } from './decisive.ts';

/** More steps than this are read on the attempt's page: they would be long on their way, and nobody reads them here. */
const most = 60;

/** Somebody walks the rows until a row has stayed for so long (milliseconds). */
const pause = 150;

type Props = { readonly attempt: Attempt; readonly zone: string };

/** The steps of an attempt, a line each. They are asked for when somebody stays with it, and have their room before. */
export const AttemptSteps = ({ attempt, zone }: Props) => {
  const { request_id: id, events_count: count } = attempt;
  const stayed = useSettled(id, pause) !== undefined;
  const isFew = count <= most;
  const { data, error } = useQuery({
    ...oneAttemptQuery(id, parseInstant(attempt.start), zone),
    enabled: isFew && stayed,
  });
  const mark = data && markedStep(data.attempt);
  const start = data?.events[0]?.time;
  return (
    <section className={css['steps']} aria-labelledby="panel-steps" aria-busy={isFew && !data && !error}>
      <h3 id="panel-steps">{plural(count, 'step')}</h3>
      {!isFew && <p className={css['note']}>They are on the attempt’s page.</p>}
      {error && !data && <p className={css['note']}>The steps could not be loaded. {messageOf(error)}</p>}
      {isFew && !error && (
        <ol>
          {data
            ? data.events.map((event, index) => (
                <Step
                  key={event.id}
                  event={event}
                  start={start}
                  mark={index === mark?.at ? mark.word : undefined}
                />
              ))
            : Array.from({ length: count }, (_, index) => (
                <li key={index} className={css['awaited']} aria-hidden="true" />
              ))}
        </ol>
      )}
      {data && data.attempt.more_events > 0 && (
        <p className={css['note']}>And {formatCount(data.attempt.more_events)} more.</p>
      )}
    </section>
  );
};

type StepProps = {
  readonly event: AuditEvent;
  /** When the first was. */
  readonly start: AuditEvent['time'];
  readonly mark: string | undefined;
};

const Step = ({ event: { record, time, title }, start, mark }: StepProps) => {
  const result = resultOf(record)?.value;
  return (
    <li className={css['step']}>
      <span className={css['offset']}>
        {time === undefined || start === undefined ? 'no time' : `+${formatRoughDuration(time - start)}`}
      </span>
      <span className={css['stepName']}>
        {title || (stageOf(record)?.value ?? 'Event')}
        {mark !== undefined && <small>{mark}</small>}
      </span>
      {result !== undefined && <ResultBadge value={result} />}
    </li>
  );
};
