import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { parseInstantIfGiven } from '../../../contract/instant.ts';
import { extentQuery } from '../../api/extent.ts';
import type { Instants, Range } from '../time/range.ts';
import { formatEdge } from '../time/time-format.ts';
import { MayBeMissing } from '../sources/may-be-missing.tsx';
import { unknownWithin } from '../sources/unknown-times.ts';
import { useUnknownTimes } from '../sources/use-unknown-times.ts';
import { fromAnywhere } from '../../lib/base-path.ts';
import { RemovedNote } from '../time/removed-note.tsx';
import { StateMessage } from '../../ui/state-message.tsx';
import type { Filters } from '../../../contract/filters.ts';
import { personSought } from './nameless.ts';
import { NamelessNote } from './nameless-note.tsx';
import { emptyReason } from './empty-reason.ts';

type Props = {
  /** What there is none of: “event”. */
  readonly noun: string;
  readonly filters: Filters;
  readonly filtered: boolean;
  readonly range: Range;
  readonly instants: Instants;
  readonly zone: string;
  readonly onClear: () => void;
  readonly onRange: (range: Range) => void;
};

/** Why there are no rows, which has three causes, and the way to some. */
export const EmptyState = ({ noun, filters, filtered, range, instants, zone, onClear, onRange }: Props) => {
  const extent = useQuery({ ...extentQuery, staleTime: 0 });
  const unknown = useUnknownTimes();
  if (extent.isPending || unknown.isPending) return null;
  const isUnknown = unknownWithin(unknown.times, instants).length > 0;
  const [first, last] = [parseInstantIfGiven(extent.data?.first), parseInstantIfGiven(extent.data?.last)];
  const reason = extent.isError ? 'unmatched' : emptyReason({ first, last }, instants);
  const missing = isUnknown && <MayBeMissing instants={instants} zone={zone} />;
  const removed = <RemovedNote instants={instants} zone={zone} />;
  if (reason === 'nothing stored') {
    if (extent.data?.removed_before !== undefined)
      return (
        <StateMessage title="No events are stored any more">
          <RemovedNote zone={zone} />
          {missing}
        </StateMessage>
      );
    return missing ? <NothingYet>{missing}</NothingYet> : <NothingStored />;
  }

  const person = personSought(filters);
  const allTime = range.kind !== 'all' && (
    <Button size="xs" variant="default" onClick={() => onRange({ kind: 'all' })}>
      Show all time
    </Button>
  );
  if (reason === 'outside' && first !== undefined && last !== undefined) {
    return (
      <StateMessage title="Nothing is stored for this time" actions={allTime}>
        <p>
          The stored events are from {formatEdge(first, zone, 'minute')} to {formatEdge(last, zone, 'minute')}{' '}
          ({zone}).
        </p>
        {removed}
        {missing}
      </StateMessage>
    );
  }
  return (
    <StateMessage
      title={titleOf(noun, filtered, isUnknown)}
      actions={
        <>
          {filtered && (
            <Button size="xs" onClick={onClear}>
              Clear the filters
            </Button>
          )}
          {allTime}
        </>
      }
    >
      <p>
        {filtered
          ? 'Remove one or widen the period.'
          : 'There are events before or after it. Widen the period.'}
      </p>
      {removed}
      {missing}
      {person && <NamelessNote person={person} filters={filters} range={range} instants={instants} />}
    </StateMessage>
  );
};

/** What is not known is not denied. */
const titleOf = (noun: string, filtered: boolean, isUnknown: boolean): string => {
  if (isUnknown) return filtered ? `No ${noun}s that match are here` : `No ${noun}s of this period are here`;
  return filtered ? `No ${noun}s match these filters in this period` : `No ${noun}s in this period`;
};

/** Records are on their way. */
const NothingYet = ({ children }: { readonly children: ReactNode }) => (
  <StateMessage title="No events are stored yet">{children}</StateMessage>
);

const NothingStored = () => (
  <StateMessage title="No events are stored yet">
    <p>This fills as soon as records come in. There are three ways:</p>
    <dl>
      <dt>Send them as they happen</dt>
      <dd>
        Let your audit destination post to <code>{fromAnywhere('/v1/bulk_audit_events')}</code>
      </dd>
      <dt>Import files</dt>
      <dd>
        <code>npm run import -- audits.jsonl</code> takes <code>.jsonl</code> and <code>.jsonl.gz</code>
      </dd>
      <dt>Look around first</dt>
      <dd>
        <code>npm run demo</code> starts with generated sign-ins
      </dd>
    </dl>
  </StateMessage>
);
