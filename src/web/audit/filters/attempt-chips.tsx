import type { Refused } from '../../../contract/refused.ts';
import type { AttemptFilters } from '../../api/attempts.ts';
import { ChipItem } from './filter-chips.tsx';
import { outcomeLook } from '../looks/outcome-look.ts';
import { titleOf } from '../../lib/marks.ts';

type Props = { readonly filters: AttemptFilters; readonly onChange: (filters: AttemptFilters) => void };

const bounds = [
  ['minDuration', 'Took at least', 's'],
  ['maxDuration', 'Took at most', 's'],
  ['minEvents', 'At least', 'steps'],
  ['maxEvents', 'At most', 'steps'],
] as const;

const refusedWords: Readonly<Record<Refused, readonly [string, string]>> = {
  credentials: ['Refused', 'credentials'],
  second_step: ['Refused', 'second step'],
  unanswered: ['No answer to', 'second step'],
};

type Optional = (typeof bounds)[number][0] | 'renewal' | 'refused';

const without = (filters: AttemptFilters, key: Optional): AttemptFilters => {
  const { [key]: _removed, ...others } = filters;
  return others;
};

/** The filters that only attempts have, each removable. */
export const AttemptChips = ({ filters, onChange }: Props) => (
  <>
    {(['outcome', 'notOutcome'] as const).flatMap((key) =>
      filters[key].map((outcome) => (
        <ChipItem
          key={`${key} ${outcome}`}
          not={key === 'notOutcome'}
          label="Outcome"
          value={outcomeLook(outcome).word}
          title={`Outcome ${key === 'outcome' ? 'is' : 'is not'} ${outcome}`}
          onRemove={() => onChange({ ...filters, [key]: filters[key].filter((each) => each !== outcome) })}
        />
      )),
    )}
    {filters.stoppedAt.map((stage) => (
      <ChipItem
        key={`stopped at ${stage}`}
        label="Stopped at"
        value={stage}
        title={titleOf(`Did not sign in, and stopped at ${stage}`)}
        onRemove={() =>
          onChange({ ...filters, stoppedAt: filters.stoppedAt.filter((each) => each !== stage) })
        }
      />
    ))}
    {(filters.refused ?? []).map((kind) => {
      const [label, value] = refusedWords[kind];
      const others = (filters.refused ?? []).filter((each) => each !== kind);
      return (
        <ChipItem
          key={`refused ${kind}`}
          label={label}
          value={value}
          title={`${label} ${value}, somewhere in the attempt`}
          onRemove={() =>
            onChange(others.length > 0 ? { ...filters, refused: others } : without(filters, 'refused'))
          }
        />
      );
    })}
    {filters.renewal !== undefined && (
      <ChipItem
        {...(filters.renewal
          ? { label: 'Renewals', value: 'only', title: 'Sessions that were renewed, or were to be' }
          : { label: 'No', value: 'renewals', title: 'All but sessions that were renewed, or were to be' })}
        onRemove={() => onChange(without(filters, 'renewal'))}
      />
    )}
    {bounds.map(([key, label, unit]) => {
      const value = filters[key];
      return (
        value !== undefined && (
          <ChipItem
            key={key}
            label={label}
            value={`${value} ${unit}`}
            title={`${label} ${value} ${unit}`}
            onRemove={() => onChange(without(filters, key))}
          />
        )
      );
    })}
  </>
);

/** Whether any of them is set. */
export const hasAttemptFilters = ({ outcome, notOutcome, stoppedAt, ...others }: AttemptFilters): boolean =>
  outcome.length + notOutcome.length + stoppedAt.length > 0 || Object.values(others).length > 0;
