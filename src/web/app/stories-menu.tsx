import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { storiesQuery } from '../api/stories.ts';
import { laterPart } from '../lib/later-part.ts';
import { Icon } from '../ui/icons.tsx';
import { Opener } from '../ui/opener.tsx';
import css from './stories-menu.module.css';

const Stories = laterPart(async () => (await import('./stories-layer.tsx')).StoriesLayer);

/** What there is to find in generated data. Asked for when it is opened. */
export const StoriesMenu = () => {
  const [open, setOpen] = useState(false);
  const { data, error, isPending } = useQuery({ ...storiesQuery, enabled: open });
  // opened once there is something to choose, so that the focus has where to go
  const shown = open && !isPending;
  return (
    <Opener
      open={shown}
      onOpen={setOpen}
      popup="menu"
      renderButton={(target) => (
        <Button
          {...target}
          size="compact-xs"
          variant="subtle"
          color="yellow"
          className={css['target']}
          loading={open && isPending}
          rightSection={<Icon name="down" size={11} />}
          onClick={() => setOpen(!shown)}
        >
          Try these
        </Button>
      )}
    >
      {(opened) => <Stories {...opened} stories={data?.stories ?? []} error={error} />}
    </Opener>
  );
};
