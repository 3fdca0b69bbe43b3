import css from './charts.module.css';
import { type MeasureChange, formatPoints } from './measures.ts';

/** How something changed, coloured only where it means trouble, or good. */
export const ChangeNote = ({ change }: { readonly change: MeasureChange }) => (
  <span className={css[change.tone ?? 'rest']}>{change.words}</span>
);

type Props = {
  readonly now: number | null;
  readonly before: number | null;
  readonly change: MeasureChange | 'new';
};

/** The same of a rate as a number of a column; `new` where nothing was there before. */
export const PointsNote = ({ now, before, change }: Props) => {
  if (change === 'new')
    return (
      <span className={css['new']} title="Nothing had it in the period before">
        new
      </span>
    );
  return (
    <span className={css[change.tone ?? 'rest']} title={change.words}>
      {now === null || before === null ? '–' : formatPoints(now, before)}
    </span>
  );
};
