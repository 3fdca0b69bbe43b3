import type { AttemptFilters } from '../../../contract/attempt-filters.ts';
import { attemptChipsOf } from './attempt-chip-list.ts';
import { ChipItem } from './filter-chips.tsx';

type Props = { readonly filters: AttemptFilters; readonly onChange: (filters: AttemptFilters) => void };

/** The filters that only attempts have, each removable. */
export const AttemptChips = ({ filters, onChange }: Props) => (
  <>
    {attemptChipsOf(filters).map(({ key, removed, ...chip }) => (
      <ChipItem key={key} {...chip} onRemove={() => onChange(removed())} />
    ))}
  </>
);
