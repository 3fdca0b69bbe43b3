import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { noFilters } from '../../../contract/filters.ts';
import type { FindingListAnswer } from '../../../contract/finding-list.ts';
import { parseInstantIfGiven } from '../../../contract/instant.ts';
import { extentQuery } from '../../api/extent.ts';
import { emptyReason } from '../../audit/explorer/empty-reason.ts';
import { EmptyState } from '../../audit/explorer/empty-state.tsx';
import { MayBeMissing } from '../../audit/sources/may-be-missing.tsx';
import type { Instants, Range } from '../../audit/time/range.ts';
import { RemovedNote } from '../../audit/time/removed-note.tsx';
import { rangeWords } from '../../audit/time/range-words.ts';
import { StateMessage } from '../../ui/state-message.tsx';

type Props = {
  readonly lookedFor: FindingListAnswer['looked_for'];
  readonly filtered: boolean;
  readonly range: Range;
  readonly instants: Instants;
  readonly zone: string;
  readonly onClear: () => void;
  readonly onRange: (range: Range) => void;
};

/** That nothing was found, where there was something to look through: what was looked for, and when. */
export const FindingsEmpty = ({ lookedFor, ...props }: Props) => {
  const { filtered, range, instants, zone, onClear, onRange } = props;
  const extent = useQuery({ ...extentQuery, staleTime: 0 });
  if (extent.isPending) return null;
  const stored = {
    first: parseInstantIfGiven(extent.data?.first),
    last: parseInstantIfGiven(extent.data?.last),
  };
  if (!extent.isError && emptyReason(stored, instants) !== 'unmatched')
    return <EmptyState {...props} noun="finding" filters={noFilters} />;
  return (
    <StateMessage
      title={filtered ? 'No findings match these filters' : 'Nothing crossed a threshold'}
      actions={
        <>
          {filtered && (
            <Button size="xs" onClick={onClear}>
              Clear the filters
            </Button>
          )}
          {range.kind !== 'all' && (
            <Button size="xs" variant="default" onClick={() => onRange({ kind: 'all' })}>
              Show all time
            </Button>
          )}
        </>
      }
    >
      <p>
        Looked at: {rangeWords(range, zone)} ({zone}).
      </p>
      {lookedFor.length > 0 && <p>Looked for: {lookedFor.map(({ label }) => label).join(', ')}.</p>}
      <RemovedNote instants={instants} zone={zone} />
      <MayBeMissing instants={instants} zone={zone} />
    </StateMessage>
  );
};
