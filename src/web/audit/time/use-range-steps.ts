import { useState } from 'react';
import type { Micros } from '../../../contract/instant.ts';
import { type Instants, type Range, sameRange } from './range.ts';
import { frozenRange, shiftedRange, trailTo, widenedRange } from './range-steps.ts';

/** Where one can go in time from a range; undefined for a step that leads nowhere. */
export type RangeSteps = {
  readonly out: Range | undefined;
  readonly earlier: Range | undefined;
  readonly later: Range | undefined;
  readonly absolute: Range | undefined;
};

/**
 * The steps in time from the present range, for the moment in which one is taken. Out leads back through the wider
 * ranges one has come through, else to twice the length.
 */
export const useRangeSteps = (
  range: Range,
  instants: Instants,
  zone: string,
): ((now: Micros) => RangeSteps) => {
  const [trail, setTrail] = useState(() => trailTo([], { range, instants }));
  const present = trail.at(-1);
  if (present && !sameRange(present.range, range)) setTrail(trailTo(trail, { range, instants }));
  const outer = trail.at(-2);
  return (now) => {
    const frozen = frozenRange(range, instants, now);
    const back = outer && present && sameRange(present.range, range) ? outer.range : undefined;
    return {
      out: back ?? widenedRange(range, instants, now),
      earlier: shiftedRange(instants, -1, zone),
      later: shiftedRange(instants, 1, zone),
      absolute: sameRange(frozen, range) ? undefined : frozen,
    };
  };
};
