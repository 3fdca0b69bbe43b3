import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import css from './range-picker.module.css';
import { type MomentFields, fromFields, toFields } from './range-words.ts';
import type { Instants, Range } from './range.ts';

type Props = {
  readonly instants: Instants;
  readonly zone: string;
  readonly onChange: (range: Range) => void;
};

/** A range between two moments, picked. A day without a time is taken whole. */
export const RangeForm = ({ instants, zone, onChange }: Props) => {
  const [from, setFrom] = useState(() => toFields(instants.from, 'from', zone));
  const [to, setTo] = useState(() => toFields(instants.to, 'to', zone));
  const [problem, setProblem] = useState<string>();
  const problemId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const edges = { from: fromFields(from, 'from', zone), to: fromFields(to, 'to', zone) };
    const wrong = problemOf(from, to, edges);
    setProblem(wrong);
    if (wrong !== undefined) return;
    onChange({
      kind: 'between',
      ...(edges.from !== undefined && { from: edges.from }),
      ...(edges.to !== undefined && { to: edges.to }),
    });
  };
  return (
    <form className={css['between']} onSubmit={submit} noValidate aria-describedby={problemId}>
      <Moment name="From" zone={zone} fields={from} onChange={setFrom} />
      <Moment name="To" zone={zone} fields={to} onChange={setTo} />
      <div className={css['apply']}>
        <p id={problemId} role="status" className={css['problem']}>
          {problem ?? ''}
        </p>
        <Button type="submit" size="xs">
          Apply
        </Button>
      </div>
    </form>
  );
};

const problemOf = (
  from: MomentFields,
  to: MomentFields,
  edges: { readonly [End in 'from' | 'to']: Instants[End] | undefined },
): string | undefined => {
  for (const [name, { date, time }] of Object.entries({ beginning: from, end: to }))
    if (date === '' && time !== '') return `The ${name} has a time but no date.`;
  if (edges.from === undefined && edges.to === undefined) return 'Give a beginning or an end.';
  return edges.from !== undefined && edges.to !== undefined && edges.from >= edges.to
    ? 'The end must be after the beginning.'
    : undefined;
};

type MomentProps = {
  readonly name: 'From' | 'To';
  readonly zone: string;
  readonly fields: MomentFields;
  readonly onChange: (fields: MomentFields) => void;
};

const Moment = ({ name, zone, fields, onChange }: MomentProps) => (
  <fieldset className={css['moment']}>
    <legend>
      {name} <span>({zone})</span>
    </legend>
    <TextInput
      size="xs"
      type="date"
      aria-label={`${name} date`}
      value={fields.date}
      onChange={(event) => onChange({ ...fields, date: event.currentTarget.value })}
    />
    <TextInput
      size="xs"
      type="time"
      step={1}
      aria-label={`${name} time; empty: the whole day`}
      title="Empty: the whole day"
      value={fields.time}
      onChange={(event) => onChange({ ...fields, time: event.currentTarget.value })}
    />
  </fieldset>
);
