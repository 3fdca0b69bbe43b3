import type { Outcome } from '../../../contract/outcome.ts';
import { Icon } from '../../ui/icons.tsx';
import { attemptLook } from './outcome-look.ts';
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

type OutcomeProps = { readonly value: Outcome; readonly renewal?: true | undefined };

/** The outcome of an attempt, likewise. @param renewal whether it only renewed a session, or was to */
export const OutcomeBadge = ({ value, renewal }: OutcomeProps) => {
  const look = attemptLook({ outcome: value, renewal });
  return <Badge look={look} title={titleOf(`${look.word}: ${value}`)} />;
};
