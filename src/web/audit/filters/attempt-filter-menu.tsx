import { Button, NativeSelect, Popover, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type AttemptFilters, withAttemptFilter } from '../../../contract/attempt-filters.ts';
import { type Bound, bounds } from './attempt-bounds.ts';
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

const renewals = [
  { value: '', label: 'Among the others' },
  { value: 'true', label: 'Renewals only' },
  { value: 'false', label: 'No renewals' },
];

const FilterForm = ({ filters, onChange }: Props) => {
  const [texts, setTexts] = useState<Readonly<Partial<Record<Bound, string>>>>({});
  const textOf = (name: Bound): string => texts[name] ?? String(filters[name] ?? '');
  const [renewal, setRenewal] = useState(String(filters.renewal ?? ''));
  const isBad = (name: Bound): boolean => !/^\d{0,9}$/.test(textOf(name).trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (bounds.some(([name]) => isBad(name))) return;
    const numbers = bounds.reduce((sum, [name]) => {
      const text = textOf(name).trim();
      return withAttemptFilter(sum, name, text === '' ? undefined : Number(text));
    }, filters);
    onChange(withAttemptFilter(numbers, 'renewal', renewal === '' ? undefined : renewal === 'true'));
  };
  return (
    <form className={css['form']} onSubmit={submit} noValidate>
      <div className={css['pair']}>
        {bounds.map(([key, { field }]) => (
          <TextInput
            key={key}
            size="xs"
            inputMode="numeric"
            label={field}
            value={textOf(key)}
            error={isBad(key) && 'A whole number'}
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
