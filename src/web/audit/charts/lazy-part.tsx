import type { ReactNode } from 'react';
import { PagePart } from '../../ui/page-part.tsx';
import css from './histogram.module.css';

/** What is fetched when it is first shown, in a chart or over it. */
export const LazyPart = ({ children }: { readonly children: ReactNode }) => (
  <PagePart className={css['failed']}>{children}</PagePart>
);
