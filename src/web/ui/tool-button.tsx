import { Button } from '@mantine/core';
import type { Ref } from 'react';
import { useTight } from '../lib/use-media.ts';
import { Icon, type IconName } from './icons.tsx';

type Props = {
  readonly icon: IconName;
  readonly label: string;
  /** What it is called in full, where the label is shorter. */
  readonly name?: string;
  readonly title?: string;
  readonly onClick: () => void;
  readonly ref?: Ref<HTMLButtonElement>;
};

/** A tool of a bar: a drawing and a word, or the drawing alone where there is little room. */
export const ToolButton = ({ icon, label, name, title, onClick, ref, ...target }: Props) => {
  const tight = useTight();
  return (
    <Button
      ref={ref}
      variant="default"
      size="xs"
      {...(tight && { px: 8 })}
      leftSection={tight ? undefined : <Icon name={icon} />}
      aria-label={name ?? (tight ? label : undefined)}
      title={title ?? name ?? (tight ? label : undefined)}
      onClick={onClick}
      // what a popover adds to what it opens from
      {...target}
    >
      {tight ? <Icon name={icon} /> : label}
    </Button>
  );
};
