import type { AttemptAnswer } from '../../../contract/attempts.ts';
import { AttemptBadge } from '../../audit/looks/result-badge.tsx';
import { attemptLook } from '../../audit/looks/outcome-look.ts';
import { ownerWords } from './owner-words.ts';
import { ReadyTexts } from './ready-texts.tsx';
import css from './verdict-section.module.css';

const certaintyWords = {
  recorded: ['Recorded', 'The records say so.'],
  likely: ['Likely', 'Inferred from the records, which do not say it themselves.'],
} as const;

type Props = {
  readonly attempt: AttemptAnswer;
  /** Where the attempt can be looked at, for those to whom it is handed on. */
  readonly link: string;
};

/** What happened, how certain that is, whom to tell it, why it probably did, and what to do next. */
export const VerdictSection = ({ attempt, link }: Props) => {
  const { certainty, verdict } = attempt;
  const { sentence, causes, next_step: next, notes } = verdict;
  const [word, meaning] = certaintyWords[certainty];
  return (
    <section className={css['verdict']} data-kind={attemptLook(attempt).kind} aria-label="Verdict">
      <div className={css['main']}>
        <p className={css['line']}>
          <AttemptBadge attempt={attempt} />
          <span className={css['certainty']} data-certainty={certainty}>
            {word}
          </span>
          <span className={css['meaning']}>{meaning}</span>
        </p>
        <h2 className={css['title']}>{attempt.verdict.title}</h2>
        <p className={css['sentence']}>{sentence}</p>
        <ReadyTexts texts={attempt} link={link} />
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
    </section>
  );
};
