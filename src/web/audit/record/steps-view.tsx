import { ActionIcon, Button, Drawer } from '@mantine/core';
import { useMemo, useState } from 'react';
import { resultOf, stageOf } from '../../../contract/record.ts';
import type { AuditEvent } from '../../api/events.ts';
import { EventDetails } from './event-details.tsx';
import { ResultBadge } from '../looks/result-badge.tsx';
import { useNarrow } from '../../lib/use-media.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Icon } from '../../ui/icons.tsx';
import css from './steps-view.module.css';
import { StepList, type StepMark } from './step-list.tsx';
import { type Scale, timelineOf } from './timeline.ts';
import { jsonOf } from '../../api/shown.ts';

type Props = {
  readonly events: readonly AuditEvent[];
  readonly zone: string;
  /** The step at which the timeline opens. */
  readonly mark?: StepMark | undefined;
  /** The id of the event that is looked at; without one, the marked one, else the last. */
  readonly step: string | undefined;
  readonly onStep: (id: string | undefined) => void;
};

/** Events in time, and beside them every field of the selected one. */
export const StepsView = ({ events, zone, mark, step, onStep }: Props) => {
  const narrow = useNarrow();
  const [scale, setScale] = useState<Scale>('collapsed');
  const timeline = useMemo(
    () =>
      timelineOf(
        events.map(({ time }) => time),
        scale,
      ),
    [events, scale],
  );
  const chosen = events.findIndex(({ id }) => id === step);
  const selected = chosen < 0 ? (mark?.at ?? events.length - 1) : chosen;
  const event = events[selected];
  const hasGaps = timeline.items.some(({ kind }) => kind === 'gap');

  return (
    <div className={css['split']}>
      <section className={css['timeline']} aria-labelledby="timeline-title">
        <div className={css['head']}>
          <h2 id="timeline-title">Timeline</h2>
          {hasGaps && (
            <Button
              size="compact-xs"
              variant="default"
              aria-pressed={scale === 'linear'}
              onClick={() => setScale(scale === 'linear' ? 'collapsed' : 'linear')}
            >
              {scale === 'linear' ? 'Collapse the gaps' : 'Draw to scale'}
            </Button>
          )}
        </div>
        <StepList events={events} timeline={timeline} selected={selected} mark={mark} onSelect={onStep} />
      </section>
      {event && !narrow && (
        <aside className={css['panel']} aria-label="Step details">
          <StepHead event={event} />
          <div className={css['details']}>
            <EventDetails event={event} zone={zone} />
          </div>
        </aside>
      )}
      {event && narrow && (
        <Drawer
          opened={chosen >= 0}
          onClose={() => onStep(undefined)}
          position="bottom"
          size="80%"
          padding={0}
          withCloseButton={false}
          attributes={{ content: { 'aria-label': 'Step details' } }}
        >
          <StepHead event={event} onClose={() => onStep(undefined)} />
          <EventDetails event={event} zone={zone} />
        </Drawer>
      )}
    </div>
  );
};

type HeadProps = { readonly event: AuditEvent; readonly onClose?: () => void };

const StepHead = ({ event: { record }, onClose }: HeadProps) => {
  const result = resultOf(record);
  return (
    <div className={css['stepHead']}>
      <h2>{stageOf(record)?.value ?? 'Event'}</h2>
      {result && <ResultBadge value={result.value} />}
      <span className={css['stepTools']}>
        <CopyButton text={jsonOf(record)} label="Copy JSON" />
        {onClose && (
          <ActionIcon variant="subtle" color="gray" size={24} aria-label="Close details" onClick={onClose}>
            <Icon name="close" />
          </ActionIcon>
        )}
      </span>
    </div>
  );
};
