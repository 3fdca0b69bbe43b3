import { Icon } from '../ui/icons.tsx';
import css from './result-badge.module.css';
import { resultLook } from './result-look.ts';

/** A result as icon and word, with the API's value in the tooltip. */
export const ResultBadge = ({ value }: { readonly value: string }) => {
  const { kind, icon, word } = resultLook(value);
  return (
    <span className={css['badge']} data-kind={kind} title={value === word ? value : `${word}: ${value}`}>
      <Icon name={icon} size={13} />
      <span className={css['word']}>{word}</span>
    </span>
  );
};
