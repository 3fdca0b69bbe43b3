import { Menu } from '@mantine/core';
import { Link } from 'react-router';
import type { DemoStory } from '../../contract/service.ts';
import { messageOf } from '../api/api-error.ts';
import { ExistingTarget, useIsOpen } from '../ui/opener-layer.tsx';
import type { Opened } from '../ui/opener.tsx';
import css from './stories-layer.module.css';
import { storyPath } from './story-path.ts';

type Props = Opened & {
  readonly stories: readonly DemoStory[];
  /** Why there are none. */
  readonly error: Error | null;
};

/** The stories, each a way to where it is found. */
export const StoriesLayer = ({ id, open, onOpen, stories, error }: Props) => (
  <Menu id={id} opened={useIsOpen(open)} onChange={onOpen} position="bottom-start" shadow="md">
    <Menu.Target>
      <ExistingTarget id={id} />
    </Menu.Target>
    <Menu.Dropdown className={css['menu']} aria-label="Try these">
      {error && <Menu.Item onClick={() => onOpen(false)}>{messageOf(error)}</Menu.Item>}
      {stories.map((story) => (
        <StoryItem key={story.key} story={story} />
      ))}
    </Menu.Dropdown>
  </Menu>
);

const StoryItem = ({ story }: { readonly story: DemoStory }) => (
  <Menu.Item component={Link} to={storyPath(story)}>
    <span className={css['name']}>{story.name}</span>
    <span className={css['about']}>{story.description}</span>
  </Menu.Item>
);
