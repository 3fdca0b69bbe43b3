import { type ReactNode, Suspense } from 'react';
import { PartBoundary } from '../../ui/part-boundary.tsx';
import css from './histogram.module.css';

/** What is fetched when it is first shown; the rest of the page does without it. */
export const LazyPart = ({ children }: { readonly children: ReactNode }) => (
  <PartBoundary
    fallback={<p className={css['failed']}>This could not be fetched from the server. Reload the page.</p>}
  >
    <Suspense fallback={null}>{children}</Suspense>
  </PartBoundary>
);
