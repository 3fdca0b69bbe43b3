import { micros, microsPerDay } from '../../../../contract/instant.ts';
import { noFilters } from '../../../../contract/filters.ts';
import type { Run } from '../../windows.ts';
import type { Catalogue } from '../catalogue.ts';

/** From when on what is found may be another: since attempts have changed, or whose addresses are. Undefined: nothing is. */
export const changedFrom = (
  catalogue: Catalogue,
  attempts: readonly Run[],
  addresses: readonly string[],
): bigint | undefined => {
  const days = addresses.flatMap((address) => {
    const named = { ...noFilters, any: { upstream_user_id: [address] } };
    const [first] = catalogue.daysFor(named);
    return first ? [micros(BigInt(first.day) * microsPerDay)] : [];
  });
  const earlier = days.flatMap((day) => catalogue.attempts.before(day));
  const all = [...days, ...earlier.map(({ from }) => from), ...attempts.map(({ from }) => from)];
  return all.reduce<bigint | undefined>(
    (least, each) => (least === undefined || each < least ? each : least),
    undefined,
  );
};
