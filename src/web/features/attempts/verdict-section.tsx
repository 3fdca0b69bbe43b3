import type { ReactNode } from 'react';
import type { Attempt } from '../../../contract/attempts.ts';
import { AttemptBadge } from '../../audit/looks/result-badge.tsx';
import { attemptLook } from '../../audit/looks/outcome-look.ts';
import css from './verdict-section.module.css';
import { certaintyWords, ownerWords } from './verdict-words.ts';

type Props = {
  readonly attempt: Attempt;
  /** Whether there is little room for it: all stands in one column. */
  readonly brief?: boolean;
  /** Stands below what happened: what can be sent on. */
  readonly children?: ReactNode;
};

/** Whether a verdict is recorded by a directory besides. */
const isOfAccount = ({ code, certainty }: Attempt['verdict']): boolean =>
  code.startsWith('account_') && certainty === 'recorded';

const accountMeaning = 'The records and the directory say so.';

/** What happened, how certain that is, whom to tell it, why it probably did, and what to do next. */
export const VerdictSection = ({ attempt, brief = false, children }: Props) => {
  const { certainty, verdict } = attempt;
  const { sentence, causes, next_step: next, notes } = verdict;
  const { word, meaning } = certaintyWords[certainty];
  return (
    <section
      className={css['verdict']}
      data-kind={attemptLook(attempt).kind}
      data-brief={brief || undefined}
      aria-label="Verdict"
    >
      <div className={css['main']}>
        <p className={css['line']}>
          <AttemptBadge attempt={attempt} />
          <span className={css['certainty']} data-certainty={certainty}>
            {word}
          </span>
          <span className={css['meaning']}>{isOfAccount(verdict) ? accountMeaning : meaning}</span>
        </p>
        <h2 className={css['title']}>{verdict.title}</h2>
        <p className={css['sentence']}>{sentence}</p>
        {children}
        {causes.length > 0 && (
          <>
            <h3 className={css['label']}>Likely causes</h3>
            <ul className={css['causes']}>
              {causes.map((cause) => (
                <li key={cause}>{cause}</li>
              ))}
            </ul>
          </>
        )}
      </div>
      {(next !== undefined || notes.length > 0) && (
        <div className={css['side']}>
          {next && (
            <section className={css['next']} aria-label="Do this next">
              <h3 className={css['label']}>Do this next</h3>
              <p className={css['step']}>{next.text}</p>
              <p className={css['owner']}>
                Owner: <strong>{ownerWords[next.owner]}</strong>
              </p>
            </section>
          )}
          {notes.length > 0 && (
            <ul className={css['notes']} aria-label="Notes">
              {notes.map(({ code, text }) => (
                <li key={code + text} data-code={code}>
                  {text}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </section>
  );
};
