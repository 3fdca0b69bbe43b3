import type { NumbersAnswer } from '../../../contract/overview.ts';
import { rangeWords } from '../../audit/time/range-words.ts';
import css from './overview-page.module.css';
import { comparisonWords, misleadingWords, stretchWords } from './period-words.ts';
import type { Overview } from './use-overview.ts';

type Props = {
  readonly answer: NumbersAnswer | undefined;
  readonly overview: Pick<Overview, 'view' | 'zone' | 'beforeName'>;
};

/** The time that is counted, and the one it is compared with. */
export const PeriodLine = ({ answer, overview: { view, zone, beforeName } }: Props) => (
  <p className={css['period']}>
    <strong>{rangeWords(view.range, zone)}</strong>
    {answer && (
      <>
        : {stretchWords(answer, zone)} ({zone}), {comparisonWords(answer, zone, beforeName)}
        <strong>{misleadingWords(answer, zone)}</strong>
      </>
    )}
  </p>
);
