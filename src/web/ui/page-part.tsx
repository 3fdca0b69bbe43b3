import type { ComponentProps } from 'react';
import { NotFetched } from './not-fetched.tsx';
import { PartBoundary } from './part-boundary.tsx';

type Props = Pick<ComponentProps<typeof NotFetched>, 'className' | 'onClose'> &
  Pick<ComponentProps<typeof PartBoundary>, 'turn' | 'children'> & {
    /** Whether it is said that it could not be fetched. */
    readonly isSaid?: boolean;
  };

/** A part of the page whose code may come later; the rest does without it. Where it could not be fetched, it says so. */
export const PagePart = ({ className, onClose, turn, isSaid = true, children }: Props) => (
  <PartBoundary
    turn={turn}
    renderFallback={(again) =>
      isSaid && <NotFetched className={className} onAgain={again} onClose={onClose} />
    }
  >
    {children}
  </PartBoundary>
);
