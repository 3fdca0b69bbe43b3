import { type Micros, micros, microsPerDay, microsOfMs, msOfMicros } from '../../contract/instant.ts';
import { zoneOffsetMs } from '../../contract/zone.ts';

/** From `from` on, until the next one, a zone’s clocks are `offset` microseconds ahead of UTC. */
export type ZoneOffset = { readonly from: Micros; readonly offset: bigint };

const offsetAt = (instant: bigint, zone: string): bigint =>
  microsOfMs(zoneOffsetMs(msOfMicros(instant), zone));

/** The second at which the offset between two instants changes, of which the first has another than the second. */
const changeBetween = (low: bigint, high: bigint, zone: string): bigint => {
  const second = 1_000_000n;
  const offset = offsetAt(low, zone);
  let [before, after] = [low / second, high / second];
  while (after - before > 1n) {
    const middle = (before + after) / 2n;
    if (offsetAt(middle * second, zone) === offset) before = middle;
    else after = middle;
  }
  return after * second;
};

/**
 * How a zone’s clocks go on the given UTC days, which ascend (days since the epoch): the first offset begins with the
 * first day. A zone changes its clocks at most once in a day.
 */
export const zoneOffsets = (days: readonly number[], zone: string): readonly ZoneOffset[] => {
  const offsets: ZoneOffset[] = [];
  const add = (from: bigint, offset: bigint): void => {
    if (offsets.at(-1)?.offset !== offset) offsets.push({ from: micros(from), offset });
  };
  for (const day of days) {
    const start = BigInt(day) * microsPerDay;
    const end = start + microsPerDay;
    const [first, last] = [offsetAt(start, zone), offsetAt(end, zone)];
    add(start, first);
    if (first !== last) add(changeBetween(start, end, zone), last);
  }
  return offsets;
};
