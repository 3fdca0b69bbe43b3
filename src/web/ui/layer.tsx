import type { ReactNode } from 'react';
import css from './layer.module.css';
import { PagePart } from './page-part.tsx';

type Props = {
  /** Does without it, where its code could not be fetched. */
  readonly onClose: () => void;
  /** Where it stays when it is closed: whether it is open. */
  readonly open?: boolean;
  readonly children: ReactNode;
};

/** What opens over the page once its code is there. Where that could not be fetched, a corner of the window says so. */
export const Layer = ({ onClose, open = true, children }: Props) => (
  <PagePart className={css['failed']} onClose={onClose} turn={open} isSaid={open}>
    {children}
  </PagePart>
);
