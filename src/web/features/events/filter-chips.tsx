import type { Filters } from '../../../contract/filters.ts';
import { resultLook } from '../../audit/result-look.ts';
import { Icon } from '../../ui/icons.tsx';
import { type Chip, chipsOf } from './chips.ts';
import css from './filter-chips.module.css';

type Props = { readonly filters: Filters; readonly onChange: (filters: Filters) => void };

/** What is filtered, each removable. An excluding one says NOT. */
export const FilterChips = ({ filters, onChange }: Props) => {
  const chips = chipsOf(filters);
  if (chips.length === 0) return null;
  return (
    <ul className={css['chips']} aria-label="Filters">
      {chips.map((chip) => (
        <li key={chip.key} className={css['chip']} data-not={chip.not || undefined}>
          <span className={css['text']} title={chip.title}>
            {chip.not && <b>NOT </b>}
            <span className={css['label']}>{chip.label}</span> {valueOf(chip)}
          </span>
          <button
            type="button"
            aria-label={`Remove filter ${chip.not ? 'NOT ' : ''}${chip.label} ${valueOf(chip)}`}
            title="Remove"
            onClick={() => onChange(chip.removed)}
          >
            <Icon name="close" size={12} />
          </button>
        </li>
      ))}
    </ul>
  );
};

const valueOf = ({ property, value }: Chip): string =>
  property === 'result' ? resultLook(value).word : value;
