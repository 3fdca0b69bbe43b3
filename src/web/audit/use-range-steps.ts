import { useState } from 'react';
import { type Micros, microsOfMs } from '../../contract/instant.ts';
import { type Instants, type Range, sameRange } from './range.ts';
import { frozenRange, shiftedRange, trailTo, widenedRange } from './range-steps.ts';

const now = (): Micros => microsOfMs(Date.now());

/** Where one can go in time from a range; undefined for a step that leads nowhere. */
export type RangeSteps = {
  readonly out: Range | undefined;
  readonly earlier: Range | undefined;
  readonly later: Range | undefined;
  readonly absolute: Range | undefined;
};

/**
 * The steps in time from the present range. Out leads back through the wider ranges one has come through, else to
 * twice the length.
 * @param clock a parameter, so that a test can freeze it
 */
export const useRangeSteps = (
  range: Range,
  instants: Instants,
  zone: string,
  clock: () => Micros = now,
): RangeSteps => {
  const [trail, setTrail] = useState(() => trailTo([], { range, instants }));
  const present = trail.at(-1);
  if (present && !sameRange(present.range, range)) setTrail(trailTo(trail, { range, instants }));
  const outer = trail.at(-2);
  const frozen = frozenRange(instants, clock());
  return {
    out:
      outer && present && sameRange(present.range, range)
        ? outer.range
        : widenedRange(range, instants, clock()),
    earlier: shiftedRange(instants, -1, zone),
    later: shiftedRange(instants, 1, zone),
    absolute: sameRange(frozen, range) ? undefined : frozen,
  };
};
