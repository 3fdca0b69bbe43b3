import type { NumbersAnswer } from '../../../contract/overview.ts';
import { formatEdge } from '../../audit/time-format.ts';
import { parseInstant } from '../../../contract/instant.ts';
import { rangeWords } from '../../audit/range-words.ts';
import css from './overview-page.module.css';
import type { Overview } from './use-overview.ts';

type Props = {
  readonly answer: NumbersAnswer | undefined;
  readonly overview: Pick<Overview, 'view' | 'zone'>;
};

const edge = (text: string, zone: string): string => {
  const instant = parseInstant(text);
  return instant === undefined ? text : formatEdge(instant, zone).slice(0, 16);
};

/** The time that is counted, and the one it is compared with. */
export const Period = ({ answer, overview: { view, zone } }: Props) => (
  <p className={css['period']}>
    <strong>{rangeWords(view.range, zone)}</strong>
    {answer && (
      <>
        : {edge(answer.from, zone)} – {edge(answer.to, zone)} ({zone}),{' '}
        {answer.before
          ? `compared with ${edge(answer.before.from, zone)} – ${edge(answer.before.to, zone)}`
          : 'compared with nothing: there is no period before'}
      </>
    )}
  </p>
);
