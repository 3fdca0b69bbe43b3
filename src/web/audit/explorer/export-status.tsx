import { Button } from '@mantine/core';
import type { Exportable } from '../../api/exports.ts';
import { formatCount, plural } from '../../lib/format.ts';
import css from './export-dialog.module.css';
import type { ExportState, FollowedExport } from './use-export.ts';

type Props = {
  readonly noun: Exportable;
  readonly running: FollowedExport;
  readonly onCancel: () => void;
  readonly onAgain: () => void;
  readonly onClose: () => void;
};

/** How far an export is, or how it ended. */
export const ExportStatus = ({ noun, running, onCancel, onAgain, onClose }: Props) => {
  const { state, rows, total } = running;
  const isRunning = state === 'running';
  return (
    <div className={css['form']}>
      {isRunning && (
        <progress
          className={css['progress']}
          aria-label="Export"
          {...(total ? { max: total, value: Math.min(rows, total) } : {})}
        />
      )}
      <p role="status" aria-label="Export progress" className={css['state']} data-state={state}>
        {words[state](noun, rows, total)}
      </p>
      <div className={css['actions']}>
        {isRunning ? (
          <Button size="xs" variant="default" onClick={onCancel}>
            Cancel the export
          </Button>
        ) : (
          <Button size="xs" variant="default" onClick={onAgain}>
            Export again
          </Button>
        )}
        <Button size="xs" onClick={onClose}>
          {isRunning ? 'Go on in the background' : 'Close'}
        </Button>
      </div>
    </div>
  );
};

const words: Readonly<
  Record<ExportState, (noun: Exportable, rows: number, total: number | undefined) => string>
> = {
  running: (noun, rows, total) =>
    total === undefined
      ? `${plural(rows, noun)} written…`
      : `${formatCount(rows)} of ${plural(total, noun)} written…`,
  done: (noun, rows, total) => `Done: ${plural(rows, noun)} in the file${differenceOf(rows, total)}.`,
  cancelled: (noun, rows) =>
    `Cancelled after ${plural(rows, noun)}. The download broke off: what there is of the file is not the whole.`,
  broken: (noun, rows) =>
    `The export broke off after ${plural(rows, noun)}. What there is of the file is not the whole: export again.`,
  unknown: () =>
    'The server does not say any more how this export goes. Your browser’s list of downloads tells whether it ended well.',
};

const differenceOf = (rows: number, total: number | undefined): string => {
  if (total === undefined || rows === total) return '';
  const by = formatCount(Math.abs(rows - total));
  return rows > total
    ? `, ${by} more than were counted: they came meanwhile`
    : `, ${by} fewer than were counted`;
};
