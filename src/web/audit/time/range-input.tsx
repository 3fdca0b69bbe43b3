import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type Micros, microsOfMs } from '../../../contract/instant.ts';
import css from './range-layer.module.css';
import { examples } from './range-expression.ts';
import { type Range, rangeOfText, resolveRange } from './range.ts';
import { formatEdge } from './time-format.ts';

type Props = {
  readonly zone: string;
  readonly onChange: (range: Range) => void;
  /** The clock, so that a test can freeze it. */
  readonly clock?: () => Micros;
};

const now = (): Micros => microsOfMs(Date.now());

/** A time as it is typed: what it means is said while typing, what is wrong with it when it is to be used. */
export const RangeInput = ({ zone, onChange, clock = now }: Props) => {
  const [text, setText] = useState('');
  const [refused, setRefused] = useState(false);
  const read = rangeOfText(text, zone, clock());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if ('range' in read) onChange(read.range);
    else setRefused(true);
  };
  return (
    <form className={css['typed']} onSubmit={submit} noValidate>
      <TextInput
        size="xs"
        label="Type a time"
        placeholder="last 3 days"
        autoComplete="off"
        spellCheck={false}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        description={'range' in read ? meaningOf(read, zone, clock()) : `Such as ${examples}`}
        error={refused && 'problem' in read ? read.problem : undefined}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setRefused(false);
        }}
      />
      <Button type="submit" size="xs" variant="default">
        Show
      </Button>
    </form>
  );
};

const meaningOf = ({ range, note }: { range: Range; note?: string }, zone: string, at: Micros): string => {
  const { from, to } = resolveRange(range, at);
  if (from === undefined && to === undefined) return 'Everything that is stored';
  const words = `${from === undefined ? '…' : formatEdge(from, zone)} – ${to === undefined ? '…' : formatEdge(to, zone)} (${zone})`;
  return note === undefined ? words : `${words}. ${note}`;
};
