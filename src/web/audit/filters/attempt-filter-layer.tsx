import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type AttemptFilters, withAttemptFilter } from '../../../contract/attempt-filters.ts';
import { type Refused, refusedKinds } from '../../../contract/refused-kinds.ts';
import { OpenerLayer } from '../../ui/opener-layer.tsx';
import type { Opened } from '../../ui/opener.tsx';
import { type Bound, bounds } from './attempt-bounds.ts';
import css from './attempt-filter-layer.module.css';

export type AttemptFilterChoice = {
  readonly filters: AttemptFilters;
  readonly onChange: (filters: AttemptFilters) => void;
};

/** What attempts alone are filtered by. */
export const AttemptFilterLayer = ({ filters, onChange, ...opened }: AttemptFilterChoice & Opened) => (
  <OpenerLayer {...opened} label="More filters" position="bottom-start">
    <FilterForm
      filters={filters}
      onChange={(next) => {
        opened.onOpen(false);
        onChange(next);
      }}
    />
  </OpenerLayer>
);

const renewals = [
  { value: '', label: 'Among the others' },
  { value: 'true', label: 'Renewals only' },
  { value: 'false', label: 'No renewals' },
];

const refusals: Readonly<Record<Refused, string>> = {
  credentials: 'Credentials',
  second_step: 'The second step',
  unanswered: 'No answer to the second step',
};

/** What can be chosen, and what a link says where it names several. */
const refusedChoices = (kinds: readonly Refused[]) => [
  { value: '', label: 'Anything, or nothing' },
  ...refusedKinds.map((kind) => ({ value: kind, label: refusals[kind] })),
  ...(kinds.length > 1
    ? [{ value: kinds.join(' '), label: kinds.map((kind) => refusals[kind]).join(', or: ') }]
    : []),
];

const FilterForm = ({ filters, onChange }: AttemptFilterChoice) => {
  const [texts, setTexts] = useState<Readonly<Partial<Record<Bound, string>>>>({});
  const textOf = (name: Bound): string => texts[name] ?? String(filters[name] ?? '');
  const [renewal, setRenewal] = useState(String(filters.renewal ?? ''));
  const [refused, setRefused] = useState((filters.refused ?? []).join(' '));
  const isBad = (name: Bound): boolean => !/^\d{0,9}$/.test(textOf(name).trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (bounds.some(([name]) => isBad(name))) return;
    const numbers = bounds.reduce((sum, [name]) => {
      const text = textOf(name).trim();
      return withAttemptFilter(sum, name, text === '' ? undefined : Number(text));
    }, filters);
    const kinds = refusedKinds.filter((kind) => refused.split(' ').includes(kind));
    const chosen = withAttemptFilter(numbers, 'refused', kinds.length === 0 ? undefined : kinds);
    onChange(withAttemptFilter(chosen, 'renewal', renewal === '' ? undefined : renewal === 'true'));
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
        label="Refused in the attempt"
        data={refusedChoices(filters.refused ?? [])}
        value={refused}
        onChange={(event) => setRefused(event.currentTarget.value)}
      />
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
