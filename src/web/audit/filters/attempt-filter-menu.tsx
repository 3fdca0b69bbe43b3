import { Button } from '@mantine/core';
import { useState } from 'react';
import { laterPart } from '../../lib/later-part.ts';
import { Icon } from '../../ui/icons.tsx';
import { Opener } from '../../ui/opener.tsx';
import type { AttemptFilterChoice } from './attempt-filter-layer.tsx';

const Form = laterPart(async () => (await import('./attempt-filter-layer.tsx')).AttemptFilterLayer);

/**
 * How long attempts took, how many steps they have, what was refused in them, and whether sessions that were only renewed
 * are among them.
 */
export const AttemptFilterMenu = (choice: AttemptFilterChoice) => {
  const [open, setOpen] = useState(false);
  return (
    <Opener
      open={open}
      onOpen={setOpen}
      renderButton={(target) => (
        <Button
          {...target}
          variant="default"
          size="xs"
          flex="none"
          rightSection={<Icon name="down" size={12} />}
          onClick={() => setOpen(!open)}
        >
          More filters
        </Button>
      )}
    >
      {(opened) => <Form {...opened} {...choice} />}
    </Opener>
  );
};
