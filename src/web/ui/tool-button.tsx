import { Button } from '@mantine/core';
import { useTight } from '../lib/use-media.ts';
import { Icon, type IconName } from './icons.tsx';
import type { OpenerTarget } from './opener.tsx';

type Props = Partial<OpenerTarget> & {
  readonly icon: IconName;
  readonly label: string;
  /** What it is called in full, where the label is shorter. */
  readonly name?: string;
  readonly title?: string;
  readonly onClick: () => void;
};

/** A tool of a bar: a drawing and a word, or the drawing alone where there is little room. */
export const ToolButton = ({ icon, label, name, title, onClick, ...target }: Props) => {
  const tight = useTight();
  return (
    <Button
      variant="default"
      size="xs"
      {...(tight && { px: 8 })}
      leftSection={tight ? undefined : <Icon name={icon} />}
      aria-label={name ?? (tight ? label : undefined)}
      title={title ?? name ?? (tight ? label : undefined)}
      onClick={onClick}
      {...target}
    >
      {tight ? <Icon name={icon} /> : label}
    </Button>
  );
};
