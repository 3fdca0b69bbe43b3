import { ActionIcon } from '@mantine/core';
import { type Micros, microsOfMs } from '../../../contract/instant.ts';
import { usePageActions } from '../../lib/page-actions.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { Icon, type IconName } from '../../ui/icons.tsx';
import type { Instants, Range } from './range.ts';
import css from './range-control.module.css';
import { RangePicker } from './range-picker.tsx';
import { type RangeSteps, useRangeSteps } from './use-range-steps.ts';

const now = (): Micros => microsOfMs(Date.now());

/** The steps as the command palette names them. */
const named = [
  { label: 'Zoom out', keys: 't z', does: 'out' },
  { label: 'Earlier', keys: 't ←', does: 'earlier' },
  { label: 'Later', keys: 't →', does: 'later' },
  { label: 'Hold the range', keys: 't a', does: 'absolute' },
] as const;

type Props = {
  readonly range: Range;
  readonly instants: Instants;
  readonly zone: string;
  readonly onChange: (range: Range) => void;
};

/** The time that is looked at, and the steps from it: earlier, later, out. */
export const RangeControl = ({ range, instants, zone, onChange }: Props) => {
  const stepsAt = useRangeSteps(range, instants, zone);
  const possible = stepsAt(now());
  const go = (name: keyof RangeSteps) => () => {
    const step = stepsAt(now())[name];
    if (step) onChange(step);
  };
  useKeys({
    't z': go('out'),
    't ArrowLeft': go('earlier'),
    't ArrowRight': go('later'),
    't a': go('absolute'),
  });
  usePageActions(() => {
    const steps = stepsAt(now());
    return named.flatMap(({ does, ...action }) =>
      steps[does] ? [{ ...action, also: 'time range period', run: go(does) }] : [],
    );
  });
  return (
    <div role="group" aria-label="Time" className={css['control']}>
      <Step icon="left" label="Earlier" keys="t ←" onClick={possible.earlier && go('earlier')} />
      <RangePicker range={range} instants={instants} zone={zone} onChange={onChange} />
      <Step icon="right" label="Later" keys="t →" onClick={possible.later && go('later')} />
      <Step icon="zoom-out" label="Zoom out" keys="t z" onClick={possible.out && go('out')} />
    </div>
  );
};

type StepProps = {
  readonly icon: IconName;
  readonly label: string;
  readonly keys: string;
  readonly onClick: (() => void) | undefined;
};

const Step = ({ icon, label, keys, onClick }: StepProps) => (
  <ActionIcon
    variant="default"
    size={30}
    aria-label={label}
    title={`${label} (${keys})`}
    disabled={onClick === undefined}
    onClick={onClick}
  >
    <Icon name={icon} />
  </ActionIcon>
);
