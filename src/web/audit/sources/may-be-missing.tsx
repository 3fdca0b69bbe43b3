import { Suspense, lazy } from 'react';
import { PartBoundary } from '../../ui/part-boundary.tsx';
import type { Instants } from '../time/range.ts';

const UnknownNote = lazy(async () => ({ default: (await import('./unknown-note.tsx')).UnknownNote }));

/** Where nothing was found: of which of the time that was looked at records may be lacking. */
export const MayBeMissing = (props: { readonly instants: Instants; readonly zone: string }) => (
  <PartBoundary>
    <Suspense fallback={null}>
      <UnknownNote {...props} />
    </Suspense>
  </PartBoundary>
);
