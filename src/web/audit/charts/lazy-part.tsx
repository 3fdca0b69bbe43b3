import { type ReactNode, Suspense } from 'react';
import { NotFetched } from '../../ui/not-fetched.tsx';
import { PartBoundary } from '../../ui/part-boundary.tsx';
import css from './histogram.module.css';

/** What is fetched when it is first shown; the rest of the page does without it. */
export const LazyPart = ({ children }: { readonly children: ReactNode }) => (
  <PartBoundary renderFallback={(again) => <NotFetched className={css['failed']} onAgain={again} />}>
    <Suspense fallback={null}>{children}</Suspense>
  </PartBoundary>
);
