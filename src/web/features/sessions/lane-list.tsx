import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { parseInstant } from '../../../contract/instant.ts';
import { resultOf, saidIn } from '../../../contract/record.ts';
import { attemptPath, tracePath } from '../../audit/looks/paths.ts';
import { Point } from '../../audit/looks/point.tsx';
import { AttemptBadge } from '../../audit/looks/result-badge.tsx';
import { resultLook } from '../../audit/looks/result-look.ts';
import { secondOf } from '../../audit/record/seen-table.tsx';
import { StepList } from '../../audit/record/step-list.tsx';
import { timelineOf } from '../../audit/record/timeline.ts';
import { attemptTooltip } from '../../audit/looks/waiting-words.ts';
import { inSentence, listed, plural } from '../../lib/format.ts';
import { Icon } from '../../ui/icons.tsx';
import css from './lane-list.module.css';
import type { Lane, Placed } from './session-axis.ts';
import { type ToldChange, changedIn } from './session-changes.ts';

type Props = {
  readonly lanes: readonly Lane[];
  readonly unlinked: readonly Placed[];
  /** What changed within the session: told in the lane where it did. */
  readonly changes: readonly ToldChange[];
  readonly zone: string;
};

/** A lane an attempt, all on one axis; each opens in place. */
export const LaneList = ({ lanes, unlinked, changes, zone }: Props) => {
  const [open, setOpen] = useState<readonly string[]>([]);
  return (
    <ol className={css['lanes']} aria-label="Attempts, oldest first">
      {lanes.map((lane) => {
        const { request_id: id } = lane.attempt;
        const isOpen = open.includes(id);
        return (
          <li key={id}>
            <LaneHead
              lane={lane}
              changed={changedIn(changes, id)}
              zone={zone}
              open={isOpen}
              onToggle={() => setOpen(isOpen ? open.filter((each) => each !== id) : [...open, id])}
            />
            {isOpen && <LaneSteps lane={lane} />}
          </li>
        );
      })}
      {unlinked.length > 0 && (
        <li className={css['lane']}>
          <span className={css['quiet']}>{plural(unlinked.length, 'event')} not linked to an attempt</span>
          <Track placed={unlinked} />
        </li>
      )}
    </ol>
  );
};

type HeadProps = {
  readonly lane: Lane;
  /** What is not as it was in the lane before. */
  readonly changed: readonly string[];
  readonly zone: string;
  readonly open: boolean;
  readonly onToggle: () => void;
};

const LaneHead = ({ lane: { attempt, placed }, changed, zone, open, onToggle }: HeadProps) => (
  <button type="button" className={css['lane']} aria-expanded={open} onClick={onToggle}>
    <Icon name={open ? 'up' : 'down'} size={12} />
    <span className="mono">{secondOf(attempt.start, zone)}</span>
    <AttemptBadge attempt={attempt} />
    <span className={css['title']} title={attemptTooltip(attempt)}>
      {attempt.application_name === undefined ? '' : `${attempt.application_name}: `}
      {attempt.verdict.title}
      {changed.length > 0 && <small className={css['changed']}>{changedWords(changed)}</small>}
    </span>
    <Track placed={placed} />
  </button>
);

/** “User ID”, “Browser” → “Changed: user ID and browser”. */
const changedWords = (changed: readonly string[]): string => `Changed: ${listed(changed.map(inSentence))}`;

const Track = ({ placed }: { readonly placed: readonly Placed[] }) => (
  <span className={css['track']} aria-hidden="true">
    {placed.slice(0, 200).map(({ event: { id, record }, at }) => (
      <Point
        key={id}
        kind={resultLook(resultOf(record)?.value ?? '').kind}
        at={at}
        token={saidIn(record, 'token_id') !== undefined}
      />
    ))}
  </span>
);

const LaneSteps = ({ lane: { attempt, placed } }: { readonly lane: Lane }) => {
  const events = useMemo(() => placed.map(({ event }) => event), [placed]);
  const [step, setStep] = useState<string>();
  const timeline = useMemo(
    () =>
      timelineOf(
        events.map(({ time }) => time),
        'collapsed',
      ),
    [events],
  );
  return (
    <div className={css['steps']}>
      <p className={css['ids']}>
        <span>
          request_id{' '}
          <Link to={attemptPath(attempt.request_id, parseInstant(attempt.start))} className="mono">
            {attempt.request_id}
          </Link>
        </span>
        {attempt.trace_ids.map((trace) => (
          <span key={trace}>
            trace_id{' '}
            <Link to={tracePath(trace)} className="mono">
              {trace}
            </Link>
          </span>
        ))}
      </p>
      <p className={css['sentence']}>{attempt.verdict.sentence}</p>
      <StepList
        events={events}
        timeline={timeline}
        selected={Math.max(
          events.findIndex(({ id }) => id === step),
          0,
        )}
        onSelect={setStep}
      />
    </div>
  );
};
