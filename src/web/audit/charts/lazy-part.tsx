import type { ReactNode } from 'react';
import { Part } from '../../ui/part.tsx';
import css from './histogram.module.css';

/** What is fetched when it is first shown, in a chart or over it. */
export const LazyPart = ({ children }: { readonly children: ReactNode }) => (
  <Part className={css['failed']}>{children}</Part>
);
