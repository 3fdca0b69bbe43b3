import { Button, Popover, TextInput } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import { isZone } from '../../contract/zone.ts';
import { Icon } from '../ui/icons.tsx';
import { useSetZone, useZone, zoneOfChoice } from './zone-choice.ts';
import css from './zone-menu.module.css';

/** The zone in which times are shown: UTC, this browser's, or a named one. */
export const ZoneMenu = () => {
  const { choice, zone } = useZone();
  const setZone = useSetZone();
  const [open, setOpen] = useState(false);
  const choose = (next: string) => {
    setOpen(false);
    setZone(next);
  };

  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus returnFocus shadow="md">
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<Icon name="globe" />}
          aria-label={`Time zone: ${zone}`}
          onClick={() => setOpen(!open)}
        >
          {zone}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Time zone" className={css['zones']}>
        <Button size="xs" variant={choice === 'UTC' ? 'filled' : 'default'} onClick={() => choose('UTC')}>
          UTC
        </Button>
        <Button size="xs" variant={choice === 'local' ? 'filled' : 'default'} onClick={() => choose('local')}>
          Local ({zoneOfChoice('local')})
        </Button>
        <NamedZone named={choice === 'UTC' || choice === 'local' ? '' : choice} onChoose={choose} />
      </Popover.Dropdown>
    </Popover>
  );
};

type NamedProps = { readonly named: string; readonly onChoose: (zone: string) => void };

/** Any zone that the browser knows, by any of its names; the common ones are suggested while typing. */
const NamedZone = ({ named, onChoose }: NamedProps) => {
  const listId = useId();
  const [text, setText] = useState(named);
  const [unknown, setUnknown] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isZone(text.trim())) onChoose(text.trim());
    else setUnknown(true);
  };
  return (
    <form className={css['named']} onSubmit={submit} noValidate>
      <TextInput
        size="xs"
        label="Another zone"
        placeholder="Such as Europe/Berlin"
        list={listId}
        value={text}
        error={unknown && 'There is no zone of this name'}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setUnknown(false);
        }}
      />
      <datalist id={listId}>
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </datalist>
      <Button type="submit" size="xs" variant="default">
        Show in this zone
      </Button>
    </form>
  );
};
