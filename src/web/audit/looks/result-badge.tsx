import type { Outcome } from '../../../contract/outcome.ts';
import { Icon } from '../../ui/icons.tsx';
import { type Drawn, attemptLook, outcomeLook, outcomeMeaning } from './outcome-look.ts';
import css from './result-badge.module.css';
import { type ResultLook, resultLook } from './result-look.ts';
import { titleOf } from '../../lib/marks.ts';

type Props = { readonly look: ResultLook; readonly title: string };

const Badge = ({ look: { kind, icon, word }, title }: Props) => (
  <span className={css['badge']} data-kind={kind} title={title}>
    <Icon name={icon} size={13} />
    <span className={css['word']}>{word}</span>
  </span>
);

/** A result as icon and word, with the API's value in the tooltip. */
export const ResultBadge = ({ value }: { readonly value: string }) => {
  const look = resultLook(value);
  return <Badge look={look} title={titleOf(value === look.word ? value : `${look.word}: ${value}`)} />;
};

/** The outcome of attempts, likewise, and what it means. */
export const OutcomeBadge = ({ value }: { readonly value: Outcome }) => (
  <Badge look={outcomeLook(value)} title={titleOf(outcomeMeaning(value))} />
);

/** How an attempt went, likewise. */
export const AttemptBadge = ({ attempt }: { readonly attempt: Drawn }) => {
  const { outcome, verdict } = attempt;
  const look = attemptLook(attempt);
  const more = verdict.worth_a_look ? ', and worth a look' : '';
  const isPlain = look === outcomeLook(outcome);
  return (
    <Badge
      look={look}
      title={titleOf(isPlain ? outcomeMeaning(outcome) : `${look.word}${more}: ${outcome}`)}
    />
  );
};
