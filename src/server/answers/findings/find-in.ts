import { hasAttemptFilters } from '../../../contract/attempt-filters.ts';
import { isUnfiltered, noFilters } from '../../../contract/filters.ts';
import { type Micros, micros, microsPerDay, representable } from '../../../contract/instant.ts';
import { findingKinds } from '../../../contract/finding-kinds.ts';
import type { FindingKeeping, KeptFindings } from '../../store/questions/findings.ts';
import { dayOf } from '../../store/windows.ts';
import { factsIn } from './facts-text.ts';
import { type Days, type FoundByKind, findOfDays, kindsOfSignIn } from './find-of-days.ts';
import { type FindingFacts, type FindingSearch, gravest } from './finder.ts';
import { findingSignature } from './signature.ts';

/** To look at so many days more costs less than to look anew. */
const shortGap = 7;

/** Ascending days as few stretches: they hold all of them, and some between. */
const stretchesOf = (days: readonly number[]): readonly Days[] => {
  const stretches: { from: number; to: number }[] = [];
  for (const day of days) {
    const last = stretches.at(-1);
    if (last && day - last.to <= shortGap) last.to = day + 1;
    else stretches.push({ from: day, to: day + 1 });
  }
  return stretches;
};

/** What was looked for of days that are not kept: when (milliseconds of this process), how long it took, and in what. */
type Looked = {
  readonly foundBy: FoundByKind;
  readonly began: number;
  readonly took: number;
  readonly version: string;
  readonly settled: Micros;
};

/** The newest last, by the stores that it was looked for in. */
const remembered = new WeakMap<FindingKeeping, Map<string, Looked>>();

/** So many days around those that are missing are looked for with them. */
const around = 3;

/** So many stretches of days are remembered. */
const mostRemembered = 20;

/** What takes so long (milliseconds) is not looked for again whenever something comes: what was found is told, and of when it is. */
const slowMs = 3_000;

/** What was found is told again for so long (milliseconds), whatever came since. */
const longestLagMs = 300_000;

/** What was found, and how many milliseconds ago it was looked for where something has come since. */
export type FoundOf = { readonly foundBy: FoundByKind; readonly ageMs?: number };

/** What begins on some days, asked for without filters: remembered. @param isFresh whether it must be of now */
const foundOf = async (search: FindingSearch, days: Days, isFresh: boolean): Promise<FoundOf> => {
  const { store, scope, thresholds, asking } = search;
  const { settled } = scope;
  const own = remembered.get(store.findingKeeping) ?? new Map<string, Looked>();
  remembered.set(store.findingKeeping, own);
  const key = JSON.stringify([days, findingSignature(thresholds)]);
  const version = await store.version(asking);
  const began = performance.now();
  const last = own.get(key);
  if (last?.version === version && last.settled === settled) return last;
  const ageMs = began - (last?.began ?? 0);
  if (last && !isFresh && last.took >= slowMs && ageMs <= longestLagMs) return { ...last, ageMs };
  const foundBy = await findOfDays(search, days);
  own.delete(key);
  own.set(key, { foundBy, began, took: performance.now() - began, version, settled });
  const [oldest] = own.keys();
  if (own.size > mostRemembered && oldest !== undefined) own.delete(oldest);
  return { foundBy };
};

/** The stretches of days that are not kept in which these lie: the same whichever of them are asked about, so as to be remembered. */
const stretchesAround = async (
  search: FindingSearch,
  missing: readonly number[],
): Promise<readonly Days[]> => {
  const [first, last] = [missing[0], missing.at(-1)];
  if (first === undefined || last === undefined) return [];
  const [from, to] = [first - around, last + 1 + around].map((day) =>
    representable(micros(BigInt(day) * microsPerDay)),
  );
  if (from === undefined || to === undefined) return [];
  const { store, scope, thresholds, asking } = search;
  const question = { signature: findingSignature(thresholds), from, to, settled: scope.settled, most: 0 };
  const wider = await store.findings.kept(question, asking);
  return stretchesOf(wider.missing).filter((days) =>
    missing.some((day) => day >= days.from && day < days.to),
  );
};

const keptIn = async (
  { store, scope, thresholds, asking }: FindingSearch,
  most: number,
): Promise<KeptFindings> => {
  const { from, to, settled } = scope;
  return store.findings.kept({ signature: findingSignature(thresholds), from, to, settled, most }, asking);
};

/** Of what overlaps a range, of each kind the gravest so many. */
const gravestOf = (found: FoundByKind, most: number): FoundByKind => {
  const told: FoundByKind = {};
  for (const kind of findingKinds) {
    const each = found[kind];
    if (each && each.total > 0)
      told[kind] = { found: gravest(each.found, 0).found.slice(0, most), total: each.total };
  }
  return told;
};

/** Add what is found. @param isOwn whether a finding is one of those asked for */
const addTo = (found: FoundByKind, more: FoundByKind, isOwn: (facts: FindingFacts) => boolean): void => {
  for (const kind of findingKinds) {
    const [known, each] = [found[kind], more[kind]];
    if (!each) continue;
    const own = each.found.filter(isOwn);
    found[kind] = {
      found: [...(known?.found ?? []), ...own],
      total: (known?.total ?? 0) + own.length + each.total - each.found.length,
    };
  }
};

/** The days on which something can begin that overlaps a range: nothing lasts longer than a day. */
const daysOf = ({ from, to }: FindingSearch['scope']): Days => ({
  from: dayOf(from) - 1,
  to: dayOf(to - 1n) + 1,
});

const signInOf = ({ params }: FindingFacts): string =>
  'request_id' in params && params.request_id !== undefined ? params.request_id : '';

/**
 * What overlaps a range under filters: looked for, but for what is told of single sign-ins. Those are of all that was
 * found the ones that pass: their history is everybody’s, which would be read for each filter anew.
 */
const filteredIn = async (search: FindingSearch, most: number, isFresh: boolean): Promise<FoundOf> => {
  const { store, scope, asking } = search;
  const { from, to, settled } = scope;
  const isIn = ({ burst: { first, last } }: FindingFacts): boolean => last >= from && first < to;
  const whole = await findIn(
    { ...search, scope: { filters: noFilters, from, to, settled } },
    Infinity,
    isFresh,
  );
  const signIns = kindsOfSignIn.flatMap((kind) => whole.foundBy[kind] ?? []);
  // more than is judged at once: nobody knows which of the others pass
  const isCut = signIns.some(({ found, total }) => total > found.length);
  const looked = isCut ? findingKinds : findingKinds.filter((kind) => !kindsOfSignIn.includes(kind));
  const found: FoundByKind = {};
  addTo(found, await findOfDays(search, daysOf(scope), looked), isIn);
  if (isCut) return { foundBy: gravestOf(found, most) };
  const requestIds = signIns.flatMap((each) => each.found.map(signInOf));
  const passing = new Set(await store.findings.signedIn({ ...scope, requestIds }, asking));
  for (const kind of kindsOfSignIn) {
    const own = whole.foundBy[kind]?.found.filter((facts) => passing.has(signInOf(facts))) ?? [];
    addTo(found, { [kind]: { found: own, total: own.length } }, isIn);
  }
  return {
    foundBy: gravestOf(found, most),
    ...(whole.ageMs !== undefined && { ageMs: whole.ageMs }),
  };
};

/**
 * What overlaps a range, of each kind the gravest first. What is kept is read, the rest is looked for; and so is nearly all
 * that is filtered. What began before the range is told whole. Where that takes seconds, it is what was found a while ago.
 * @param most so many of a kind
 * @param isFresh whether to look for what is not kept whatever was found a while ago
 */
export const findIn = async (search: FindingSearch, most: number, isFresh = false): Promise<FoundOf> => {
  const { scope } = search;
  const { from, to } = scope;
  if (from >= to) return { foundBy: {} };
  if (!isUnfiltered(scope.filters) || hasAttemptFilters(scope)) return filteredIn(search, most, isFresh);
  const kept = await keptIn(search, most);
  const isMissing = new Set(kept.missing);
  const found: FoundByKind = {};
  for (const kind of findingKinds) {
    const own = kept.found.filter((each) => each.kind === kind).map(({ facts }) => factsIn(facts));
    found[kind] = { found: own, total: kept.totals[kind] ?? 0 };
  }
  const ages: number[] = [];
  for (const days of await stretchesAround(search, kept.missing)) {
    const { foundBy, ageMs } = await foundOf(search, days, isFresh);
    if (ageMs !== undefined) ages.push(ageMs);
    addTo(
      found,
      foundBy,
      ({ burst: { first, last } }) => last >= from && first < to && isMissing.has(dayOf(first)),
    );
  }
  return { foundBy: gravestOf(found, most), ...(ages.length > 0 && { ageMs: Math.max(...ages) }) };
};
