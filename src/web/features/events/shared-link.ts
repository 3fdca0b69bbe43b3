import type { Micros } from '../../../contract/instant.ts';
import { frozenRange } from '../../audit/range-steps.ts';
import type { Instants } from '../../audit/range.ts';
import { type EventsView, writeEventsUrl } from './events-url.ts';

/** What a link is to say beside the view. */
export type Sharing = {
  /** Whether a range that moves goes on moving for whoever opens the link. */
  readonly moving: boolean;
  /** An IANA name: `local` would be another zone elsewhere. */
  readonly zone: string;
  readonly columns: readonly string[];
};

/** Whether a view shows other events as time goes by. */
export const isMoving = ({ range }: EventsView): boolean =>
  range.kind !== 'between' || range.to === undefined;

/** The view as somebody else is to find it: its range held at instants unless it is to move, its zone and columns said. */
export const sharedView = (
  { live, ...view }: EventsView,
  instants: Instants,
  asOf: Micros,
  { moving, zone, columns }: Sharing,
): EventsView => ({
  ...view,
  range: moving || !isMoving(view) ? view.range : frozenRange(instants, asOf),
  tz: zone,
  columns,
  ...(moving && live && { live }),
});

/** The address of a view on this server. */
export const linkOf = (
  view: EventsView,
  { origin, pathname }: { readonly origin: string; readonly pathname: string },
) => `${origin}${pathname}?${writeEventsUrl(view)}`;
