import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type Micros, floorDiv, micros, microsPerSecond, parseInstant } from '../../../contract/instant.ts';
import { extentQuery } from '../../api/extent.ts';
import { OpenerLayer } from '../../ui/opener-layer.tsx';
import type { Opened } from '../../ui/opener.tsx';
import { RangeForm } from './range-form.tsx';
import { RangeInput } from './range-input.tsx';
import css from './range-layer.module.css';
import { rangeWords } from './range-words.ts';
import { RemovedNote } from './removed-note.tsx';
import { type Instants, type Range, presets, rangeOfText, sameRange } from './range.ts';
import { formatEdge } from './time-format.ts';

export type RangeChoice = {
  readonly range: Range;
  /** What the range means now: where the fields begin. */
  readonly instants: Instants;
  readonly zone: string;
  readonly onChange: (range: Range) => void;
};

/** The ways to say which time is looked at. */
export const RangeLayer = ({ range, instants, zone, onChange, ...opened }: RangeChoice & Opened) => {
  const choose = (next: Range) => {
    opened.onOpen(false);
    onChange(next);
  };
  return (
    <OpenerLayer
      {...opened}
      label="Time range"
      position="bottom-start"
      width="min(40rem, calc(100vw - 1rem))"
      className={css['dropdown']}
    >
      <RangeInput zone={zone} onChange={choose} />
      <Presets range={range} zone={zone} onChange={choose} />
      <RangeForm instants={instants} zone={zone} onChange={choose} />
      <Stored zone={zone} />
    </OpenerLayer>
  );
};

type PresetsProps = Pick<RangeChoice, 'range' | 'zone' | 'onChange'>;

const Presets = ({ range, zone, onChange }: PresetsProps) => (
  <div role="group" aria-label="Ranges by name" className={css['presets']}>
    {offered.map((text) => {
      const read = rangeOfText(text, zone, anyNow);
      if ('problem' in read) return null;
      const chosen = sameRange(read.range, range);
      return (
        <Button
          key={text}
          size="compact-sm"
          variant={chosen ? 'filled' : 'default'}
          aria-pressed={chosen}
          onClick={() => onChange(read.range)}
        >
          {rangeWords(read.range, zone)}
        </Button>
      );
    })}
  </div>
);

const offered = [
  ...presets,
  'today',
  'yesterday',
  'this week',
  'last week',
  'this month',
  'last month',
  'all',
];

/** The names of presets mean the same whenever they are read. */
const anyNow = micros(0n);

const toSecond = (text: string | undefined): Micros | undefined => {
  const instant = text === undefined ? undefined : parseInstant(text);
  return instant && micros(floorDiv(instant, microsPerSecond) * microsPerSecond);
};

/** Where stored data begins and ends: earlier or later there is nothing to be found. */
const Stored = ({ zone }: { readonly zone: string }) => {
  const extent = useQuery(extentQuery);
  const [first, last] = [extent.data?.first, extent.data?.last].map(toSecond);
  if (!extent.data) return null;
  return (
    <div className={css['stored']}>
      {first && last
        ? `Stored events: ${formatEdge(first, zone, 'minute')} – ${formatEdge(last, zone, 'minute')} (${zone})`
        : 'No events are stored yet'}
      <RemovedNote zone={zone} />
    </div>
  );
};
