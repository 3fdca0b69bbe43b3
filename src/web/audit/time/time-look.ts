import { type Micros, msOfMicros } from '../../../contract/instant.ts';
import { wallOf } from './time-format.ts';

/** How much a row says of its time. */
export type TimeLook = {
  /** Whether the date differs from that of the row above, and stands before the time. */
  readonly dated: boolean;
  /** Whether only microseconds tell it from a row beside it; else thousandths of a second will do. */
  readonly fine: boolean;
};

/** How a time is said between those of the rows above and below it. */
export const timeLook = (
  time: Micros | undefined,
  [above, below]: readonly [above: Micros | undefined, below: Micros | undefined],
  zone: string,
): TimeLook => ({
  dated: dateOf(time, zone) !== dateOf(above, zone),
  fine: onlyMicrosDiffer(time, above) || onlyMicrosDiffer(time, below),
});

const dateOf = (time: Micros | undefined, zone: string): string | undefined =>
  time === undefined ? undefined : wallOf(time, zone).date;

/** Whether two times are the same to the thousandth of a second, and yet two. */
const onlyMicrosDiffer = (time: Micros | undefined, other: Micros | undefined): boolean =>
  time !== undefined && other !== undefined && time !== other && msOfMicros(time) === msOfMicros(other);
