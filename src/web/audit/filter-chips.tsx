import type { ReactNode } from 'react';
import type { Filters } from '../../contract/filters.ts';
import { resultLook } from './result-look.ts';
import { Icon } from '../ui/icons.tsx';
import { type Chip, chipsOf } from './chips.ts';
import css from './filter-chips.module.css';

type Props = {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
  /** Chips of filters that are no properties. */
  readonly children?: ReactNode;
};

/** What is filtered, each removable. An excluding one says NOT. */
export const FilterChips = ({ filters, onChange, children }: Props) => {
  const chips = chipsOf(filters);
  if (chips.length === 0 && children === undefined) return null;
  return (
    <ul className={css['chips']} aria-label="Filters">
      {chips.map((chip) => (
        <ChipItem
          key={chip.key}
          not={chip.not}
          label={chip.label}
          value={valueOf(chip)}
          title={chip.title}
          onRemove={() => onChange(chip.removed)}
        />
      ))}
      {children}
    </ul>
  );
};

const valueOf = ({ property, value }: Chip): string =>
  property === 'result' ? resultLook(value).word : value;

type ItemProps = {
  readonly not?: boolean;
  readonly label: string;
  readonly value: string;
  readonly title: string;
  readonly onRemove: () => void;
};

/** One filter, which a click takes off. */
export const ChipItem = ({ not = false, label, value, title, onRemove }: ItemProps) => (
  <li className={css['chip']} data-not={not || undefined}>
    <span className={css['text']} title={title}>
      {not && <b>NOT </b>}
      <span className={css['label']}>{label}</span> {value}
    </span>
    <button
      type="button"
      aria-label={`Remove filter ${not ? 'NOT ' : ''}${label} ${value}`}
      title="Remove"
      onClick={onRemove}
    >
      <Icon name="close" size={12} />
    </button>
  </li>
);
