import { Button, CloseButton } from '@mantine/core';
import type { AuditEvent } from '../../api/events.ts';
import { formatCount, plural } from '../../lib/format.ts';
import { useCopy } from '../../ui/copy-button.tsx';
import { toJson, toTsv } from './copies.ts';
import css from './pick-bar.module.css';

type Props = {
  readonly events: readonly AuditEvent[];
  readonly columns: readonly string[];
  readonly zone: string;
  readonly loaded: number;
  readonly onAll: () => void;
  readonly onClear: () => void;
};

/** What can be done with the events that are picked. */
export const PickBar = ({ events, columns, zone, loaded, onAll, onClear }: Props) => {
  const { copy, words } = useCopy();
  return (
    <div role="toolbar" aria-label="Selected events" className={css['bar']}>
      <strong role="status">{plural(events.length, 'event')} selected</strong>
      <Button size="compact-sm" onClick={() => copy(toTsv(events, columns, zone))}>
        Copy as TSV
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => copy(toJson(events))}>
        Copy as JSON
      </Button>
      {events.length < loaded && (
        <Button size="compact-sm" variant="subtle" onClick={onAll}>
          Select all {formatCount(loaded)} loaded
        </Button>
      )}
      <span role="status" className={css['words']}>
        {words}
      </span>
      <CloseButton size="sm" aria-label="Clear the selection" title="Clear (Esc)" onClick={onClear} />
    </div>
  );
};
