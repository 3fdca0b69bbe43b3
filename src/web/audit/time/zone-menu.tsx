import { Button } from '@mantine/core';
import { useState } from 'react';
import { laterPart } from '../../lib/later-part.ts';
import { usePageActions } from '../../lib/page-actions.ts';
import { Icon } from '../../ui/icons.tsx';
import { Opener } from '../../ui/opener.tsx';
import { useZone } from './zone-choice.ts';

const Zones = laterPart(async () => (await import('./zone-layer.tsx')).ZoneLayer);

/** The zone in which times are shown: UTC, this browser's, or a named one. */
export const ZoneMenu = () => {
  const { zone } = useZone();
  const [open, setOpen] = useState(false);
  usePageActions(() => [{ label: 'Time zone', also: 'timezone utc local clock', run: () => setOpen(true) }]);
  return (
    <Opener
      open={open}
      onOpen={setOpen}
      renderButton={(target) => (
        <Button
          {...target}
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<Icon name="globe" />}
          aria-label={`Time zone: ${zone}`}
          onClick={() => setOpen(!open)}
        >
          {zone}
        </Button>
      )}
    >
      {(opened) => <Zones {...opened} />}
    </Opener>
  );
};
