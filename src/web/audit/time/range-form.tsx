import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import css from './range-layer.module.css';
import { timeOfDay } from './moment-forms.ts';
import { type MomentFields, fromFields, offsetsOf, toFields } from './moment-fields.ts';
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
    const read = readEnds(from, to, zone);
    setProblem('problem' in read ? read.problem : undefined);
    if ('instants' in read) onChange({ kind: 'between', ...read.instants });
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

/** The instants of both ends, or what is wrong with them. */
const readEnds = (
  from: MomentFields,
  to: MomentFields,
  zone: string,
): { readonly instants: Instants } | { readonly problem: string } => {
  const [begin, end] = [fromFields(from, 'from', zone), fromFields(to, 'to', zone)];
  if ('problem' in begin) return begin;
  if ('problem' in end) return end;
  if (begin.at === undefined && end.at === undefined) return { problem: 'Give a beginning or an end.' };
  if (begin.at !== undefined && end.at !== undefined && begin.at >= end.at)
    return { problem: 'The end must be after the beginning.' };
  return {
    instants: {
      ...(begin.at !== undefined && { from: begin.at }),
      ...(end.at !== undefined && { to: end.at }),
    },
  };
};

type MomentProps = {
  readonly name: 'From' | 'To';
  readonly zone: string;
  readonly fields: MomentFields;
  readonly onChange: (fields: MomentFields) => void;
};

const Moment = ({ name, zone, fields, onChange }: MomentProps) => {
  const offsets = offsetsOf(fields, zone);
  return (
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
        // a browser's own field shows the hours of its language, which may be twelve
        aria-label={`${name} time; empty: the whole day`}
        title="24 hours, such as 21:30. Empty: the whole day"
        placeholder="whole day"
        autoComplete="off"
        value={fields.time}
        // another time has not the place of the one before
        onChange={(event) => onChange({ date: fields.date, time: event.currentTarget.value })}
        onBlur={() => onChange({ ...fields, time: timeOfDay(fields.time) ?? fields.time })}
      />
      {offsets.length > 0 && (
        <NativeSelect
          className={css['twice'] ?? ''}
          size="xs"
          label="The clocks go back: this time comes twice"
          data={offsets.map((offset, index) => ({
            value: String(index),
            label: `${index === 0 ? 'The first' : 'The second'} (${offset})`,
          }))}
          value={fields.isSecond ? '1' : '0'}
          onChange={(event) => onChange({ ...fields, isSecond: event.currentTarget.value === '1' })}
        />
      )}
    </fieldset>
  );
};
