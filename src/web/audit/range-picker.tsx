import { Button, Popover, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type Instants, type Range, presets, spanWords } from './range.ts';
import { fromField, rangeWords, toField } from './range-words.ts';
import { Icon } from '../ui/icons.tsx';
import css from './range-picker.module.css';

type Props = {
  readonly range: Range;
  /** What the range means now: where the fields begin. */
  readonly instants: Instants;
  readonly zone: string;
  readonly onChange: (range: Range) => void;
};

/** The time that is looked at: the last so long, everything, or between two moments. */
export const RangePicker = ({ range, instants, zone, onChange }: Props) => {
  const [open, setOpen] = useState(false);
  const choose = (next: Range) => {
    setOpen(false);
    onChange(next);
  };
  const words = rangeWords(range, zone);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus returnFocus shadow="md">
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          leftSection={<Icon name="clock" />}
          rightSection={<Icon name="down" size={12} />}
          aria-label={`Time range: ${words}`}
          onClick={() => setOpen(!open)}
        >
          {words}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Time range" className={css['dropdown']}>
        <div className={css['presets']}>
          {presets.map((span) => (
            <Button
              key={span}
              size="compact-sm"
              variant={range.kind === 'last' && range.span === span ? 'filled' : 'default'}
              onClick={() => choose({ kind: 'last', span })}
            >
              {capital(spanWords(span))}
            </Button>
          ))}
          <Button
            size="compact-sm"
            variant={range.kind === 'all' ? 'filled' : 'default'}
            onClick={() => choose({ kind: 'all' })}
          >
            All time
          </Button>
        </div>
        <BetweenForm instants={instants} zone={zone} onChange={choose} />
      </Popover.Dropdown>
    </Popover>
  );
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

type FormProps = Pick<Props, 'instants' | 'zone' | 'onChange'>;

const BetweenForm = ({ instants, zone, onChange }: FormProps) => {
  const [fields, setFields] = useState({
    from: toField(instants.from, zone),
    to: toField(instants.to, zone),
  });
  const [problem, setProblem] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const [from, to] = [fromField(fields.from, zone), fromField(fields.to, zone)];
    if (from === undefined && to === undefined) setProblem('Give a beginning or an end.');
    else if (from !== undefined && to !== undefined && from >= to)
      setProblem('The end must be after the beginning.');
    else onChange({ kind: 'between', ...(from !== undefined && { from }), ...(to !== undefined && { to }) });
  };
  return (
    <form className={css['between']} onSubmit={submit} noValidate>
      {(['from', 'to'] as const).map((end) => (
        <TextInput
          key={end}
          size="xs"
          type="datetime-local"
          step={1}
          label={end === 'from' ? `From (${zone})` : `To (${zone})`}
          value={fields[end]}
          error={end === 'to' && problem}
          onChange={(event) => setFields({ ...fields, [end]: event.currentTarget.value })}
        />
      ))}
      <Button type="submit" size="xs">
        Apply
      </Button>
    </form>
  );
};
