import { findingKinds } from '../../../contract/finding-kinds.ts';
import { dayOf } from '../../store/windows.ts';
import { type FoundByKind, findOfDays } from './find-of-days.ts';
import { type FindingSearch, gravest } from './finder.ts';

/** What overlaps a range, of each kind the gravest first. What began before it is told whole. */
export const findIn = async (search: FindingSearch): Promise<FoundByKind> => {
  const { from, to } = search.scope;
  if (from >= to) return {};
  // nothing lasts longer than a day
  const foundBy = await findOfDays(search, { from: dayOf(from) - 1, to: dayOf(to - 1n) + 1 });
  const all: FoundByKind = {};
  for (const kind of findingKinds) {
    const each = foundBy[kind];
    if (!each) continue;
    const own = each.found.filter(({ burst: { first, last } }) => last >= from && first < to);
    all[kind] = gravest(own, each.total - each.found.length);
  }
  return all;
};
