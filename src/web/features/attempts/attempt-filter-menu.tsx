import { Button, Popover, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type Outcome, outcomes } from '../../../contract/outcome.ts';
import { type AttemptFilters, noAttemptFilters } from '../../api/attempts.ts';
import { OutcomeBadge } from '../../audit/result-badge.tsx';
import { Icon } from '../../ui/icons.tsx';
import css from './attempts-page.module.css';

type Props = { readonly filters: AttemptFilters; readonly onChange: (filters: AttemptFilters) => void };

/** What only attempts are filtered by: how they ended, how long they took, how many steps they have. */
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
          Outcome, length
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Outcome, length">
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

const FilterForm = ({ filters, onChange }: Props) => {
  const [chosen, setChosen] = useState<readonly Outcome[]>(filters.outcome);
  const [texts, setTexts] = useState<Readonly<Record<Bound, string>>>({
    minDuration: String(filters.minDuration ?? ''),
    maxDuration: String(filters.maxDuration ?? ''),
    minEvents: String(filters.minEvents ?? ''),
    maxEvents: String(filters.maxEvents ?? ''),
  });
  const bad = bounds.filter(([key]) => !/^\d{0,9}$/.test(texts[key].trim()));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (bad.length > 0) return;
    const numbers = bounds.flatMap(([key]) => (texts[key].trim() === '' ? [] : [[key, Number(texts[key])]]));
    const excluded = filters.notOutcome.filter((outcome) => !chosen.includes(outcome));
    onChange({
      ...noAttemptFilters,
      ...Object.fromEntries(numbers),
      outcome: chosen,
      notOutcome: excluded,
    } as AttemptFilters);
  };
  return (
    <form className={css['form']} onSubmit={submit} noValidate>
      <fieldset className={css['outcomes']}>
        <legend>Outcome</legend>
        {outcomes.map((outcome) => (
          <label key={outcome}>
            <input
              type="checkbox"
              checked={chosen.includes(outcome)}
              onChange={({ currentTarget: { checked } }) =>
                setChosen(checked ? [...chosen, outcome] : chosen.filter((each) => each !== outcome))
              }
            />
            <OutcomeBadge value={outcome} />
          </label>
        ))}
      </fieldset>
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
      <Button type="submit" size="xs">
        Apply
      </Button>
    </form>
  );
};
