import { Button } from '@mantine/core';
import { formatCount, plural } from '../../lib/format.ts';
import css from './export-dialog.module.css';
import type { ExportState, FollowedExport } from './use-export.ts';

type Props = {
  readonly running: FollowedExport;
  readonly onCancel: () => void;
  readonly onAgain: () => void;
  readonly onClose: () => void;
};

/** How far an export is, or how it ended. */
export const ExportStatus = ({ running, onCancel, onAgain, onClose }: Props) => {
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
        {words[state](rows, total)}
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

const words: Readonly<Record<ExportState, (rows: number, total: number | undefined) => string>> = {
  running: (rows, total) =>
    total === undefined
      ? `${plural(rows, 'event')} written…`
      : `${formatCount(rows)} of ${plural(total, 'event')} written…`,
  done: (rows, total) => `Done: ${plural(rows, 'event')} in the file${differenceOf(rows, total)}.`,
  cancelled: (rows) =>
    `Cancelled after ${plural(rows, 'event')}. The download broke off: what there is of the file is not the whole.`,
  broken: (rows) =>
    `The export broke off after ${plural(rows, 'event')}. What there is of the file is not the whole: export again.`,
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
