import { Popover } from '@mantine/core';
import { type ReactNode, type Ref, useDeferredValue, useImperativeHandle } from 'react';
import type { Opened } from './opener.tsx';

/**
 * Whether a layer is open that may have been made to be opened: it is, as soon as it is there. So it knows what had the
 * focus before, and comes as it does later.
 */
export const useIsOpen = (open: boolean): boolean => {
  const isThere = useDeferredValue(true, false);
  return open && isThere;
};

type TargetProps = { readonly id: string; readonly ref?: Ref<HTMLElement | null> };

/** Stands for the button from which a layer opens, which is there already. */
export const ExistingTarget = ({ id, ref }: TargetProps) => {
  useImperativeHandle<HTMLElement | null, HTMLElement | null>(ref, () => document.getElementById(id), [id]);
  return null;
};

type Props = Opened & {
  readonly label: string;
  readonly position: 'bottom-start' | 'bottom-end';
  readonly width?: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
};

/** What opens from a button. It takes the focus, keeps it while it is open, and gives it back. */
export const OpenerLayer = ({
  id,
  open,
  onOpen,
  label,
  position,
  width,
  className = '',
  children,
}: Props) => (
  <Popover
    id={id}
    opened={useIsOpen(open)}
    onChange={onOpen}
    position={position}
    {...(width !== undefined && { width })}
    trapFocus
    returnFocus
    shadow="md"
  >
    <Popover.Target>
      <ExistingTarget id={id} />
    </Popover.Target>
    <Popover.Dropdown aria-label={label} className={className}>
      {children}
    </Popover.Dropdown>
  </Popover>
);
