import { Button, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { DemoStory } from '../../contract/service.ts';
import { messageOf } from '../api/api-error.ts';
import { storiesQuery } from '../api/stories.ts';
import { storyPath } from './story-path.ts';
import { Icon } from '../ui/icons.tsx';
import css from './stories-menu.module.css';

/** What there is to find in generated data, each a way to where it is found. Asked for when it is opened. */
export const StoriesMenu = () => {
  const [open, setOpen] = useState(false);
  const { data, error, isPending } = useQuery({ ...storiesQuery, enabled: open });
  return (
    // opened once there is something to choose, so that the focus has where to go
    <Menu opened={open && !isPending} onChange={setOpen} position="bottom-start" shadow="md">
      <Menu.Target>
        <Button
          size="compact-xs"
          variant="subtle"
          color="yellow"
          className={css['target']}
          loading={open && isPending}
          rightSection={<Icon name="down" size={11} />}
        >
          Try these
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={css['menu']} aria-label="Try these">
        {error && <Menu.Item onClick={() => setOpen(false)}>{messageOf(error)}</Menu.Item>}
        {data?.stories.map((story) => (
          <StoryItem key={story.key} story={story} />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};

const StoryItem = ({ story }: { readonly story: DemoStory }) => (
  <Menu.Item component={Link} to={storyPath(story)}>
    <span className={css['name']}>{story.name}</span>
    <span className={css['about']}>{story.description}</span>
  </Menu.Item>
);
