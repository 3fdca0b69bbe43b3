import { Button } from '@mantine/core';
import { useState } from 'react';
import { laterPart } from '../../lib/later-part.ts';
import { usePageActions } from '../../lib/page-actions.ts';
import { Icon } from '../../ui/icons.tsx';
import { Opener } from '../../ui/opener.tsx';
import type { RangeChoice } from './range-layer.tsx';
import { rangeWords } from './range-words.ts';
import type { Instants } from './range.ts';
import { formatEdge } from './time-format.ts';

const Ranges = laterPart(async () => (await import('./range-layer.tsx')).RangeLayer);

/** The time that is looked at: by name, typed, or between two moments. */
export const RangePicker = (choice: RangeChoice) => {
  const { range, instants, zone } = choice;
  const [open, setOpen] = useState(false);
  const words = rangeWords(range, zone);
  usePageActions(() => [
    { label: 'Choose a time range', also: 'date period when calendar', run: () => setOpen(true) },
  ]);
  return (
    <Opener
      open={open}
      onOpen={setOpen}
      renderButton={(target) => (
        <Button
          {...target}
          variant="default"
          size="xs"
          leftSection={<Icon name="clock" />}
          rightSection={<Icon name="down" size={12} />}
          aria-label={`Time range: ${words}`}
          title={range.kind === 'between' ? undefined : instantsWords(instants, zone)}
          onClick={() => setOpen(!open)}
        >
          {words}
        </Button>
      )}
    >
      {(opened) => <Ranges {...opened} {...choice} />}
    </Opener>
  );
};

const instantsWords = ({ from, to }: Instants, zone: string): string =>
  from === undefined || to === undefined
    ? 'Everything that is stored'
    : `${formatEdge(from, zone)} – ${formatEdge(to, zone)} (${zone})`;
