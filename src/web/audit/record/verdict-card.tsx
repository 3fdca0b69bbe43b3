import { Link } from 'react-router';
import type { Attempt } from '../../../contract/attempts.ts';
import { parseInstant } from '../../../contract/instant.ts';
import { attemptPath } from '../looks/paths.ts';
import { AttemptBadge } from '../looks/result-badge.tsx';
import { attemptLook } from '../looks/outcome-look.ts';
import { secondOf } from './seen-table.tsx';
import css from './verdict-card.module.css';

type Props = {
  readonly title: string;
  readonly attempt: Attempt | undefined;
  readonly none: string;
  readonly zone: string;
};

/** An attempt in short: when, what happened, and the way to its page. */
export const VerdictCard = ({ title, attempt, none, zone }: Props) => (
  <section className={css['card']} data-kind={attempt && attemptLook(attempt).kind} aria-label={title}>
    <h2 className={css['title']}>{title}</h2>
    {attempt === undefined ? (
      <p className={css['none']}>{none}</p>
    ) : (
      <>
        <p className={css['line']}>
          <AttemptBadge attempt={attempt} />
          <Link to={attemptPath(attempt.request_id, parseInstant(attempt.start))} className="mono">
            {secondOf(attempt.start, zone)}
          </Link>
        </p>
        <p className={css['sentence']}>
          <strong>{attempt.verdict.title}.</strong> {attempt.verdict.sentence}
        </p>
        {attempt.verdict.next_step && <p className={css['none']}>Next: {attempt.verdict.next_step.text}</p>}
      </>
    )}
  </section>
);
