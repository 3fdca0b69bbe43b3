import type { Micros } from '../../../contract/instant.ts';
import { formatEdge, formatFull } from './time-format.ts';

type Props = { readonly at: Micros | undefined; readonly zone: string };

/** When something was, to the second, with its zone; to the digit in the tooltip. */
export const Moment = ({ at, zone }: Props) =>
  at === undefined ? (
    'no time'
  ) : (
    <span className="mono" title={formatFull(at, zone)}>
      {formatEdge(at, zone, 'second')} {zone}
    </span>
  );
