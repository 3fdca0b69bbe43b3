import { type ReactNode, useId, useState } from 'react';
import { Layer } from './layer.tsx';

/** What makes a button known as the one that opens a layer. */
export type OpenerTarget = {
  readonly id: string;
  readonly 'aria-haspopup': 'dialog' | 'menu';
  readonly 'aria-expanded': boolean;
  readonly 'aria-controls': string | undefined;
};

/** Where a layer opens, and whether it is open. */
export type Opened = {
  /** Of the button that it opens from. */
  readonly id: string;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
};

type Props = {
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly popup?: OpenerTarget['aria-haspopup'];
  readonly renderButton: (target: OpenerTarget) => ReactNode;
  /** The layer, whose code may come later. */
  readonly children: (opened: Opened) => ReactNode;
};

/** A button, there from the start, and the layer that opens from it: made when it is first opened, and kept. */
export const Opener = ({ open, onOpen, popup = 'dialog', renderButton, children }: Props) => {
  const id = useId();
  const [made, setMade] = useState(open);
  if (open && !made) setMade(true);
  return (
    <>
      {renderButton({
        id,
        'aria-haspopup': popup,
        'aria-expanded': open,
        'aria-controls': open ? `${id}-dropdown` : undefined,
      })}
      {made && (
        <Layer open={open} onClose={() => onOpen(false)}>
          {children({ id, open, onOpen })}
        </Layer>
      )}
    </>
  );
};
