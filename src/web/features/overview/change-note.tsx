import css from './charts.module.css';
import type { Change } from './measures.ts';

/** How something changed, coloured only where it means trouble, or good. */
export const ChangeNote = ({ change }: { readonly change: Change | 'new' }) =>
  change === 'new' ? (
    <span className={css['new']} title="Nothing had it in the period before">
      new
    </span>
  ) : (
    <span className={css[change.tone ?? 'rest']}>{change.words}</span>
  );
