import type { ReactNode } from 'react';
import type { Filters } from '../../../contract/filters.ts';
import { valueWord } from '../looks/result-look.ts';
import { Icon } from '../../ui/icons.tsx';
import { type Chip, type ChipGroup, chipGroups } from './chips.ts';
import css from './filter-chips.module.css';
import { titleOf } from '../../lib/marks.ts';

type Props = {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
  /** Chips of filters that are no properties. */
  readonly children?: ReactNode;
};

/** What is filtered, each removable. An excluding one says NOT. */
export const FilterChips = ({ filters, onChange, children }: Props) => {
  const groups = chipGroups(filters);
  if (groups.length === 0 && children === undefined) return null;
  return (
    <ul className={css['chips']} aria-label="Filters">
      {groups.map(({ key, chips, removed }) =>
        chips.length === 1 ? (
          <ChipItem
            key={key}
            not={chips[0].not}
            label={chips[0].label}
            value={valueOf(chips[0])}
            title={chips[0].title}
            onRemove={() => onChange(chips[0].removed())}
          />
        ) : (
          <GroupItem key={key} chips={chips} onChange={onChange} onRemove={() => onChange(removed())} />
        ),
      )}
      {children}
    </ul>
  );
};

/** So many values of a group are named; the others are counted, and named in the tooltip. */
const named = 4;

type GroupProps = {
  readonly chips: ChipGroup['chips'];
  readonly onChange: (filters: Filters) => void;
  readonly onRemove: () => void;
};

/** Several values of one property, of which a record has any (or, with NOT, none). */
const GroupItem = ({ chips, onChange, onRemove }: GroupProps) => {
  const [{ not, label }] = chips;
  const more = chips.slice(named);
  return (
    <li className={css['chip']} data-not={not || undefined} data-group="true">
      <span className={css['text']}>
        {not && <b>NOT </b>}
        <span className={css['label']}>{label}</span>
      </span>
      {chips.slice(0, named).map((chip, index) => (
        <span key={chip.key} className={css['of']}>
          <span className={css['text']} title={chip.title}>
            {index > 0 && <span className={css['label']}>or </span>}
            {valueOf(chip)}
          </span>
          <Remove
            what={`${not ? 'NOT ' : ''}${label} ${valueOf(chip)}`}
            onRemove={() => onChange(chip.removed())}
          />
        </span>
      ))}
      {more.length > 0 && (
        <span className={css['of']}>
          <span className={css['text']} title={titleOf(more.map(valueOf).join('\n'))}>
            and {more.length} more
          </span>
          <Remove what={`${not ? 'NOT ' : ''}${label}, all of it`} onRemove={onRemove} />
        </span>
      )}
    </li>
  );
};

const Remove = ({ what, onRemove }: { readonly what: string; readonly onRemove: () => void }) => (
  <button type="button" aria-label={`Remove filter ${what}`} title="Remove" onClick={onRemove}>
    <Icon name="close" size={12} />
  </button>
);

const valueOf = ({ property, value }: Chip): string => valueWord(property, value);

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
    <Remove what={`${not ? 'NOT ' : ''}${label} ${value}`} onRemove={onRemove} />
  </li>
);
