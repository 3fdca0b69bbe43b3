import { type ReactNode, type Ref, memo, useMemo } from 'react';
import type { Attempt } from '../../../contract/attempts.ts';
import { parseInstant } from '../../../contract/instant.ts';
import type { Order } from '../../api/events.ts';
import { TimeHeading, ValueRow } from '../../audit/explorer/grid-cells.tsx';
import { attemptLook } from '../../audit/looks/outcome-look.ts';
import { type TimeLook, timeLook } from '../../audit/time/time-look.ts';
import type { LoadState } from '../../lib/load-state.ts';
import { useNarrow } from '../../lib/use-media.ts';
import { useStable } from '../../lib/use-stable.ts';
import { gridCell } from '../../ui/grid-row.tsx';
import type { ScrollPlace } from '../../ui/use-scroll-place.ts';
import { type RowPlace, type TableHandle, VirtualGrid } from '../../ui/virtual-grid.tsx';
import { attemptTableColumns, narrowAttemptColumns } from './attempt-columns.tsx';

type Props = {
  readonly attempts: readonly Attempt[];
  readonly total: number | undefined;
  readonly zone: string;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
  /** The attempt that was looked at last. */
  readonly selected: string | undefined;
  readonly onOpen: (id: string) => void;
  /** The keys moved to another row. */
  readonly onWalk: () => void;
  readonly place: ScrollPlace;
  readonly onNearEnd: () => void;
  readonly state: LoadState;
  readonly empty: ReactNode;
  readonly ref: Ref<TableHandle>;
};

/** The table of attempts: a click or Enter opens one on its own page. */
export const AttemptsTable = ({ attempts, zone, order, onOrder, selected, onOpen, ...grid }: Props) => {
  const columns = useNarrow() ? narrowAttemptColumns : attemptTableColumns;
  const ids = useMemo(() => attempts.map(({ request_id: id }) => id), [attempts]);
  const open = useStable(onOpen);
  const startAt = (index: number) => parseInstant(attempts[index]?.start ?? '');
  const headings = columns.map(({ id, header, number }) =>
    id === 'start'
      ? {
          id,
          label: header,
          content: <TimeHeading label={header} zone={zone} order={order} onOrder={onOrder} />,
          sort: order === 'asc' ? ('ascending' as const) : ('descending' as const),
        }
      : { id, label: header, content: header, ...(number && { number }) },
  );
  return (
    <VirtualGrid
      label="Attempts"
      ids={ids}
      headings={headings}
      tracks={columns.map(({ track }) => track).join(' ')}
      least={columns === attemptTableColumns ? '74rem' : '48rem'}
      selected={selected}
      onOpen={open}
      {...grid}
      renderRow={({ first, ...place }) => {
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
    readonly columns: typeof attemptTableColumns;
    readonly zone: string;
    readonly selected: boolean;
    readonly onOpen: (id: string) => void;
  };

const AttemptRow = memo(({ attempt, columns, zone, dated, fine, selected, ...place }: RowProps) => {
  const { request_id: id } = attempt;
  return (
    <ValueRow id={id} selected={selected} kind={attemptLook(attempt).kind} {...place}>
      {columns.map((column) => gridCell(column.id, column.cell(attempt, zone, { dated, fine })))}
    </ValueRow>
  );
});
AttemptRow.displayName = 'AttemptRow';
