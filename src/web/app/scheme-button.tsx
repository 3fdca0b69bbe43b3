import { ActionIcon, type MantineColorScheme, useMantineColorScheme } from '@mantine/core';
import { usePageActions } from '../lib/page-actions.ts';
import { Icon, type IconName } from '../ui/icons.tsx';

const looks: Readonly<
  Record<MantineColorScheme, { icon: IconName; word: string; next: MantineColorScheme }>
> = {
  auto: { icon: 'auto', word: 'as the system', next: 'light' },
  light: { icon: 'sun', word: 'light', next: 'dark' },
  dark: { icon: 'moon', word: 'dark', next: 'auto' },
};

/** Walks through the colour schemes; the choice is remembered in this browser. */
export const SchemeButton = () => {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { icon, word, next } = looks[colorScheme];
  usePageActions(() =>
    (['light', 'dark', 'auto'] as const).map((scheme) => ({
      label: `Colours: ${looks[scheme].word}`,
      also: 'color scheme theme mode night day',
      run: () => setColorScheme(scheme),
    })),
  );
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={`Colours: ${word}`}
      title={`Colours: ${word}. Switch to ${looks[next].word}`}
      onClick={() => setColorScheme(next)}
    >
      <Icon name={icon} size={16} />
    </ActionIcon>
  );
};
