import { Button, Popover, Select } from '@mantine/core';
import { useState } from 'react';
import { Icon } from '../ui/icons.tsx';
import { useSetZone, useZone, zoneOfChoice } from './zone-choice.ts';
import css from './zone-menu.module.css';

const namedZones = (): string[] => Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC');

/** The zone in which times are shown: UTC, this browser's, or a named one. */
export const ZoneMenu = () => {
  const { choice, zone } = useZone();
  const setZone = useSetZone();
  const [open, setOpen] = useState(false);
  const choose = (next: string) => {
    setOpen(false);
    setZone(next);
  };
  const local = zoneOfChoice('local');

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
          Local ({local})
        </Button>
        <Select
          size="xs"
          label="Another zone"
          placeholder="Search, such as Berlin"
          searchable
          limit={50}
          data={namedZones()}
          value={choice === 'UTC' || choice === 'local' ? null : choice}
          onChange={(next) => next !== null && choose(next)}
          nothingFoundMessage="No zone of this name"
          comboboxProps={{ withinPortal: false }}
        />
      </Popover.Dropdown>
    </Popover>
  );
};
