import { type AttemptFilters, withAttemptFilter, withoutListed } from '../../../contract/attempt-filters.ts';
import { bounds } from './attempt-bounds.ts';
import { ChipItem } from './filter-chips.tsx';
import { outcomeLook } from '../looks/outcome-look.ts';
import { titleOf } from '../../lib/marks.ts';

type Props = { readonly filters: AttemptFilters; readonly onChange: (filters: AttemptFilters) => void };

/** The filters that only attempts have, each removable. */
export const AttemptChips = ({ filters, onChange }: Props) => (
  <>
    {(['outcomes', 'notOutcomes'] as const).flatMap((key) =>
      filters[key]?.map((outcome) => (
        <ChipItem
          key={`${key} ${outcome}`}
          not={key === 'notOutcomes'}
          label="Outcome"
          value={outcomeLook(outcome).word}
          title={`Outcome ${key === 'outcomes' ? 'is' : 'is not'} ${outcome}`}
          onRemove={() => onChange(withoutListed(filters, key, outcome))}
        />
      )),
    )}
    {filters.stoppedAt?.map((stage) => (
      <ChipItem
        key={`stopped at ${stage}`}
        label="Stopped at"
        value={stage}
        title={titleOf(`Did not sign in, and stopped at ${stage}`)}
        onRemove={() => onChange(withoutListed(filters, 'stoppedAt', stage))}
      />
    ))}
    {filters.renewal !== undefined && (
      <ChipItem
        {...(filters.renewal
          ? { label: 'Renewals', value: 'only', title: 'Sessions that were renewed, or were to be' }
          : { label: 'No', value: 'renewals', title: 'All but sessions that were renewed, or were to be' })}
        onRemove={() => onChange(withAttemptFilter(filters, 'renewal', undefined))}
      />
    )}
    {bounds.map(([key, { label, unit }]) => {
      const value = filters[key];
      return (
        value !== undefined && (
          <ChipItem
            key={key}
            label={label}
            value={`${value} ${unit}`}
            title={`${label} ${value} ${unit}`}
            onRemove={() => onChange(withAttemptFilter(filters, key, undefined))}
          />
        )
      );
    })}
  </>
);
