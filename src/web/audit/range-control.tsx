import { ActionIcon } from '@mantine/core';
import { useKeys } from '../lib/use-keys.ts';
import { Icon, type IconName } from '../ui/icons.tsx';
import type { Instants, Range } from './range.ts';
import css from './range-control.module.css';
import { RangePicker } from './range-picker.tsx';
import { useRangeSteps } from './use-range-steps.ts';

type Props = {
  readonly range: Range;
  readonly instants: Instants;
  readonly zone: string;
  readonly onChange: (range: Range) => void;
};

/** The time that is looked at, and the steps from it: earlier, later, out. */
export const RangeControl = ({ range, instants, zone, onChange }: Props) => {
  const { out, earlier, later, absolute } = useRangeSteps(range, instants, zone);
  const go = (step: Range | undefined) => () => {
    if (step) onChange(step);
  };
  useKeys({ 't z': go(out), 't ArrowLeft': go(earlier), 't ArrowRight': go(later), 't a': go(absolute) });
  return (
    <div role="group" aria-label="Time" className={css['control']}>
      <Step icon="left" label="Earlier" keys="t ←" onClick={earlier && go(earlier)} />
      <RangePicker range={range} instants={instants} zone={zone} onChange={onChange} />
      <Step icon="right" label="Later" keys="t →" onClick={later && go(later)} />
      <Step icon="zoom-out" label="Zoom out" keys="t z" onClick={out && go(out)} />
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
