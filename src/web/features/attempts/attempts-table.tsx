import { type ComponentProps, memo, useMemo } from 'react';
import type { Attempt } from '../../../contract/attempts.ts';
import { parseInstant } from '../../../contract/instant.ts';
import { ColumnGrid, type RowColumns } from '../../audit/explorer/column-grid.tsx';
import { ValueRow } from '../../audit/explorer/grid-cells.tsx';
import { attemptLook } from '../../audit/looks/outcome-look.ts';
import { type TimeLook, timeLook } from '../../audit/time/time-look.ts';
import { useStable } from '../../lib/use-stable.ts';
import { gridCell } from '../../ui/grid-row.tsx';
import type { RowPlace } from '../../ui/virtual-grid.tsx';
import { attemptCell } from './attempt-cell.tsx';

type Props = Omit<ComponentProps<typeof ColumnGrid>, 'label' | 'ids' | 'renderRow'> & {
  readonly attempts: readonly Attempt[];
  /** Enter on the row that is open already. */
  readonly onEnterAgain: (id: string) => void;
};

/** The table of attempts: a click or Enter opens the details of one, Enter again its page. */
export const AttemptsTable = ({ attempts, onEnterAgain, ...grid }: Props) => {
  'use no memo'; // as the grid: rows keep themselves
  const { zone, selected } = grid;
  const ids = useMemo(() => attempts.map(({ request_id: id }) => id), [attempts]);
  const open = useStable(grid.onOpen);
  const startAt = (index: number) => parseInstant(attempts[index]?.start ?? '');
  return (
    <ColumnGrid
      {...grid}
      label="Attempts"
      ids={ids}
      onOpen={(id) => (id === selected ? onEnterAgain(id) : open(id))}
      renderRow={({ first, ...place }, columns) => {
        const attempt = attempts[place.index];
        return (
          attempt && (
            <AttemptRow
              key={attempt.request_id}
              attempt={attempt}
              columns={columns}
              zone={zone}
              {...timeLook(startAt(place.index), [startAt(place.index - 1), startAt(place.index + 1)], zone)}
              {...(first && { dated: true })}
              selected={attempt.request_id === selected}
              onOpen={open}
              {...place}
            />
          )
        );
      }}
    />
  );
};

type RowProps = Omit<RowPlace, 'first'> &
  TimeLook & {
    readonly attempt: Attempt;
    readonly columns: RowColumns;
    readonly zone: string;
    readonly selected: boolean;
    readonly onOpen: (id: string) => void;
  };

const AttemptRow = memo(({ attempt, columns: { names, starts }, zone, dated, fine, ...place }: RowProps) => (
  <ValueRow id={attempt.request_id} kind={attemptLook(attempt).kind} {...place}>
    {names.map((name) => gridCell(name, attemptCell(name, attempt, zone, { dated, fine }), starts[name]))}
  </ValueRow>
));
AttemptRow.displayName = 'AttemptRow';
