import type { Micros } from '../../../contract/instant.ts';
import type { ExplorerView } from './explorer-url.ts';
import { frozenRange } from '../time/range-steps.ts';
import type { Instants } from '../time/range.ts';

/** What a link is to say beside the view. */
type Sharing = {
  /** Whether a range that moves goes on moving for whoever opens the link. */
  readonly moving: boolean;
  /** An IANA name: `local` would be another zone elsewhere. */
  readonly zone: string;
};

/** Whether a view shows other rows as time goes by. */
export const isMoving = ({ range }: Pick<ExplorerView, 'range'>): boolean =>
  range.kind !== 'between' || range.to === undefined;

/** The view as somebody else is to find it: its range held at instants unless it is to move, its zone said. */
export const sharedView = <View extends Pick<ExplorerView, 'range' | 'live'>>(
  view: View,
  instants: Instants,
  asOf: Micros,
  { moving, zone }: Sharing,
): View & Pick<ExplorerView, 'range' | 'live' | 'tz'> => ({
  ...view,
  range: moving || !isMoving(view) ? view.range : frozenRange(view.range, instants, asOf),
  tz: zone,
  live: moving ? view.live : undefined,
});
