import { Button, NativeSelect, Popover, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { AttemptFilters } from '../../api/attempts.ts';
import { Icon } from '../../ui/icons.tsx';
import css from './attempt-filter-menu.module.css';

type Props = { readonly filters: AttemptFilters; readonly onChange: (filters: AttemptFilters) => void };

/** How long attempts took, how many steps they have, and whether sessions that were only renewed are among them. */
export const AttemptFilterMenu = ({ filters, onChange }: Props) => {
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus returnFocus shadow="md">
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          rightSection={<Icon name="down" size={12} />}
          onClick={() => setOpen(!open)}
        >
          More filters
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="More filters">
        <FilterForm
          filters={filters}
          onChange={(next) => {
            setOpen(false);
            onChange(next);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
};

const bounds = [
  ['minDuration', 'Seconds, at least'],
  ['maxDuration', 'Seconds, at most'],
  ['minEvents', 'Steps, at least'],
  ['maxEvents', 'Steps, at most'],
] as const;
type Bound = (typeof bounds)[number][0];

const renewals = [
  { value: '', label: 'Among the others' },
  { value: 'true', label: 'Renewals only' },
  { value: 'false', label: 'No renewals' },
];

const FilterForm = ({ filters, onChange }: Props) => {
  const [texts, setTexts] = useState<Readonly<Record<Bound, string>>>({
    minDuration: String(filters.minDuration ?? ''),
    maxDuration: String(filters.maxDuration ?? ''),
    minEvents: String(filters.minEvents ?? ''),
    maxEvents: String(filters.maxEvents ?? ''),
  });
  const [renewal, setRenewal] = useState(String(filters.renewal ?? ''));
  const bad = bounds.filter(([key]) => !/^\d{0,9}$/.test(texts[key].trim()));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (bad.length > 0) return;
    const { outcome, notOutcome, stoppedAt, refused } = filters;
    const numbers = bounds.flatMap(([key]) => (texts[key].trim() === '' ? [] : [[key, Number(texts[key])]]));
    const kind = renewal === '' ? {} : { renewal: renewal === 'true' };
    onChange({
      outcome,
      notOutcome,
      stoppedAt,
      ...(refused && { refused }),
      ...kind,
      ...Object.fromEntries(numbers),
    });
  };
  return (
    <form className={css['form']} onSubmit={submit} noValidate>
      <div className={css['pair']}>
        {bounds.map(([key, label]) => (
          <TextInput
            key={key}
            size="xs"
            inputMode="numeric"
            label={label}
            value={texts[key]}
            error={bad.some(([each]) => each === key) && 'A whole number'}
            onChange={(event) => setTexts({ ...texts, [key]: event.currentTarget.value })}
          />
        ))}
      </div>
      <NativeSelect
        size="xs"
        label="Renewals of sessions"
        data={renewals}
        value={renewal}
        onChange={(event) => setRenewal(event.currentTarget.value)}
      />
      <Button type="submit" size="xs">
        Apply
      </Button>
    </form>
  );
};
