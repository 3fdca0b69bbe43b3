import { Button, CloseButton, Modal } from '@mantine/core';
import { useState } from 'react';
import type { Entries } from '../../api/client.ts';
import type { Order } from '../../api/events.ts';
import { type ExportRequest, type Exportable, exportAddress } from '../../api/exports.ts';
import { fitsAddress, tooLongWords } from '../../api/address-length.ts';
import { plural } from '../../lib/format.ts';
import css from './export-dialog.module.css';
import { ExportStatus } from './export-status.tsx';
import type { FollowedExport } from './use-export.ts';

type Props = {
  readonly noun: Exportable;
  readonly scope: Entries;
  readonly order: Order;
  readonly total: number | undefined;
  readonly columns: readonly string[];
  readonly labels: readonly string[];
  readonly running: FollowedExport | undefined;
  readonly start: (request: ExportRequest, total: number | undefined) => void;
  readonly cancel: () => Promise<void>;
  readonly clear: () => void;
  readonly onClose: () => void;
};

/** What a line of JSON is, and what all columns are. */
const abouts: Readonly<Record<Exportable, { readonly whole: string; readonly all: string }>> = {
  event: {
    whole: 'each value exactly as it is stored',
    all: 'Every property, those that only some events have included.',
  },
  attempt: {
    whole: 'each attempt exactly as the API answers it, with its verdict',
    all: 'The verdict, its sentence, the next step and whose it is; who, from where, to what; times and counts; all ids.',
  },
};

const formatsOf = (noun: Exportable) =>
  [
    {
      value: 'csv',
      title: 'CSV',
      about: `For spreadsheets: one header line, then a line an ${noun}. A value that a spreadsheet would run as a formula gets an apostrophe before it.`,
    },
    {
      value: 'ndjson',
      title: 'NDJSON',
      about: `For programs: a JSON object a line, ${abouts[noun].whole}.`,
    },
  ] as const;

/** Exports everything that matches: in which form, which columns, how far it is, and how it ended. */
export const ExportDialog = ({
  noun,
  scope,
  order,
  total,
  columns,
  labels,
  running,
  start,
  cancel,
  clear,
  onClose,
}: Props) => {
  const [format, setFormat] = useState<'csv' | 'ndjson'>('csv');
  const [shownOnly, setShownOnly] = useState(false);
  const request: ExportRequest = { noun, scope, order, format, columns: shownOnly ? columns : undefined };
  const fits = fitsAddress(exportAddress(request, ''));
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      size="lg"
      attributes={{ content: { 'aria-label': 'Export' } }}
    >
      <div className={css['head']}>
        <h2>Export {total === undefined ? `all matching ${noun}s` : plural(total, noun)}</h2>
        <CloseButton aria-label="Close" onClick={onClose} />
      </div>
      {running ? (
        <ExportStatus
          noun={noun}
          running={running}
          onCancel={() => void cancel()}
          onAgain={clear}
          onClose={onClose}
        />
      ) : (
        <form
          className={css['form']}
          onSubmit={(event) => {
            event.preventDefault();
            if (fits) start(request, total);
          }}
        >
          <Choices
            legend="Format"
            options={formatsOf(noun)}
            value={format}
            onChange={(value) => setFormat(value === 'csv' ? 'csv' : 'ndjson')}
          />
          <Choices
            legend="Columns"
            options={[
              { value: 'all', title: 'All', about: abouts[noun].all },
              { value: 'shown', title: 'Those shown', about: labels.join(', ') },
            ]}
            value={shownOnly ? 'shown' : 'all'}
            onChange={(value) => setShownOnly(value === 'shown')}
          />
          <p className={css['note']}>
            Everything that matches the filters and the time range, not only what is loaded; there is no
            limit. Times are in UTC. Should the download break off, the browser marks it as failed: a part
            never looks like the whole.
          </p>
          {!fits && (
            <p role="alert" className={css['note']}>
              {tooLongWords('With these columns the question is')} Choose fewer filters or columns.
            </p>
          )}
          <div className={css['actions']}>
            <Button size="xs" variant="default" onClick={onClose}>
              Close
            </Button>
            <Button size="xs" type="submit" disabled={!fits} data-autofocus>
              Download
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
};

type ChoicesProps = {
  readonly legend: string;
  readonly options: readonly { readonly value: string; readonly title: string; readonly about: string }[];
  readonly value: string;
  readonly onChange: (value: string) => void;
};

const Choices = ({ legend, options, value, onChange }: ChoicesProps) => (
  <fieldset className={css['choices']}>
    <legend>{legend}</legend>
    {options.map((option) => (
      <label key={option.value}>
        <input
          type="radio"
          name={legend}
          checked={value === option.value}
          onChange={() => onChange(option.value)}
        />
        <span>
          {option.title}
          <small>{option.about}</small>
        </span>
      </label>
    ))}
  </fieldset>
);
