import { type ComponentProps, useMemo } from 'react';
import type { AuditEvent } from '../../api/events.ts';
import { ColumnGrid } from '../../audit/explorer/column-grid.tsx';
import { timeLook } from '../../audit/time/time-look.ts';
import { useStable } from '../../lib/use-stable.ts';
import type { Picks } from '../../ui/picks.ts';
import { EventRow } from './event-row.tsx';

type Props = Omit<ComponentProps<typeof ColumnGrid>, 'label' | 'ids' | 'renderRow' | 'picks'> & {
  readonly events: readonly AuditEvent[];
  readonly picks: Picks;
};

/** The table of events. */
export const EventsTable = ({ events, ...grid }: Props) => {
  'use no memo'; // as the grid: rows keep themselves
  const { zone, selected, picks } = grid;
  const ids = useMemo(() => events.map(({ id }) => id), [events]);
  const open = useStable(grid.onOpen);
  const pick = useStable(picks.onPick);
  const timeAt = (index: number) => events[index]?.time;
  return (
    <ColumnGrid
      {...grid}
      label="Events"
      ids={ids}
      onOpen={open}
      renderRow={({ first, ...place }, columns) => {
        const event = events[place.index];
        return (
          event && (
            <EventRow
              // what is shown in a place changes more cheaply than it is made anew
              key={place.position}
              event={event}
              columns={columns}
              zone={zone}
              {...timeLook(timeAt(place.index), [timeAt(place.index - 1), timeAt(place.index + 1)], zone)}
              {...(first && { dated: true })}
              selected={event.id === selected}
              picked={picks.has(event.id)}
              onPick={pick}
              onOpen={open}
              {...place}
            />
          )
        );
      }}
    />
  );
};
