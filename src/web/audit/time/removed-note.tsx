import { Suspense, lazy } from 'react';
import { PartBoundary } from '../../ui/part-boundary.tsx';
import type { RemovedProps } from './removed-line.tsx';

const RemovedLine = lazy(async () => ({ default: (await import('./removed-line.tsx')).RemovedLine }));

/** Where something is looked for: what of it was removed by rule, if anything. */
export const RemovedNote = (props: RemovedProps) => (
  <PartBoundary>
    <Suspense fallback={null}>
      <RemovedLine {...props} />
    </Suspense>
  </PartBoundary>
);
