import { quietRule } from '../../../contract/quiet.ts';

const anHour = 60 / quietRule.bucket_minutes;
const aDay = 24 * anHour;
const aWeek = 7 * aDay;

/** How improbable a stretch must be: minus the natural logarithm of its chance. */
const improbable = Math.log(quietRule.once_in);

/** A stretch that begins and ends outside of working hours, and is as long as a day with its nights, may be a day off. */
const shortestDayOff = 20 * anHour;
/** So many days before show whether there are days off, of which so many follow each other. */
const daysBefore = 28;
const mostDaysOff = 2;
/** So much on either side of a stretch tells how busy that day was. */
const beside = 12 * anHour;

/** Where in the buckets a stretch lies: `first` up to, not including, `end`. */
type Stretch = { readonly first: number; readonly end: number };

/** How many records each bucket has; undefined where they are not all known. */
type Counts = readonly (number | undefined)[];

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);

/** Buckets by what is known of them, to be counted in any stretch at once. */
class Buckets {
  readonly #counts: (number | undefined)[];
  /** How many buckets before each are known, and how many of these have records. */
  readonly #known: Int32Array;
  readonly #active: Int32Array;
  /** What `emptyAround` said: it is asked of each time of the week for three buckets. */
  readonly emptyAround = new Map<number, number | undefined>();

  constructor(counts: Counts) {
    this.#counts = [...counts];
    this.#known = new Int32Array(counts.length + 1);
    this.#active = new Int32Array(counts.length + 1);
    this.#countFrom(0);
  }

  #countFrom(first: number): void {
    for (let at = first; at < this.#counts.length; at += 1) {
      const count = this.#counts[at];
      this.#known[at + 1] = (this.#known[at] ?? 0) + (count === undefined ? 0 : 1);
      this.#active[at + 1] = (this.#active[at] ?? 0) + (count === undefined || count === 0 ? 0 : 1);
    }
  }

  /** Know nothing of a stretch any more. */
  forget({ first, end }: Stretch): void {
    this.#counts.fill(undefined, first, end);
    this.emptyAround.clear();
    this.#countFrom(first);
  }

  /** How many buckets from `first` up to, not including, `end` are known, and how many of these have records. */
  known(first: number, end: number): number {
    return (this.#known[this.#within(end)] ?? 0) - (this.#known[this.#within(first)] ?? 0);
  }

  active(first: number, end: number): number {
    return (this.#active[this.#within(end)] ?? 0) - (this.#active[this.#within(first)] ?? 0);
  }

  #within(at: number): number {
    return Math.min(Math.max(at, 0), this.#counts.length);
  }

  /** Runs without a record. */
  empty(): Stretch[] {
    const runs: Stretch[] = [];
    for (let at = 0; at < this.#counts.length; at += 1) {
      if (this.#counts[at] !== 0) continue;
      const first = at;
      while (this.#counts[at + 1] === 0) at += 1;
      runs.push({ first, end: at + 1 });
    }
    return runs;
  }
}

/** How great a part of the buckets around a time of the week was empty; undefined when too few weeks are known. */
const emptyAround = (buckets: Buckets, at: number): number | undefined => {
  if (!buckets.emptyAround.has(at)) buckets.emptyAround.set(at, countEmptyAround(buckets, at));
  return buckets.emptyAround.get(at);
};

const countEmptyAround = (buckets: Buckets, at: number): number | undefined => {
  let [weeks, known, active, least, knownOfLeast] = [0, 0, 0, Infinity, 0];
  for (let week = 1; week <= quietRule.weeks; week += 1) {
    const first = at - week * aWeek - anHour / 2;
    const end = first + anHour + 1;
    const knownThen = buckets.known(first, end);
    if (knownThen <= anHour / 2) continue;
    const activeThen = buckets.active(first, end);
    weeks += 1;
    known += knownThen;
    active += activeThen;
    if (activeThen < least) [least, knownOfLeast] = [activeThen, knownThen];
  }
  if (weeks < quietRule.known_weeks) return undefined;
  // one of them may have had a day off
  if (weeks > quietRule.known_weeks) [known, active] = [known - knownOfLeast, active - least];
  return (known - active + 0.5) / (known + 1);
};

/** The chance that a bucket is empty: the greatest of an hour earlier and later too, as clocks change and days begin late. */
const emptyChance = (buckets: Buckets, at: number): number | undefined => {
  const [before, then, after] = [at - anHour, at, at + anHour].map((each) => emptyAround(buckets, each));
  if (before === undefined || then === undefined || after === undefined) return undefined;
  return Math.max(before, then, after);
};

/** How busy a time was beside what it usually is, by its buckets with records; 1 where nothing can be told. */
const levelOf = (buckets: Buckets, { first, end }: Stretch): number => {
  let [active, usual] = [0, 0];
  for (let at = first; at < end; at += 1) {
    const chance = buckets.known(at, at + 1) === 0 ? undefined : emptyAround(buckets, at);
    if (chance === undefined) continue;
    usual += 1 - chance;
    active += buckets.active(at, at + 1);
  }
  return Math.min(1, (active + 1) / (usual + 1));
};

/** Whether some days of the weeks before had hardly a record, counted from the same hour on. */
const hasDaysOff = (buckets: Buckets, first: number): boolean => {
  const days: number[] = [];
  for (let from = first - aDay; from >= first - daysBefore * aDay; from -= aDay)
    if (buckets.known(from, from + aDay) === aDay) days.push(buckets.active(from, from + aDay));
  const [, lowButOne] = days.toSorted((one, other) => one - other);
  return lowButOne === undefined || lowButOne < improbable;
};

/** How many of the days in a run usually have records. */
const usualDays = (chances: readonly number[]): number => {
  let days = 0;
  for (let at = 0; at < chances.length; at += aDay)
    if (sumOf(chances.slice(at, at + aDay).map((chance) => 1 - chance)) >= improbable) days += 1;
  return days;
};

const isQuiet = (chance: number | undefined): boolean => chance === undefined || chance > 0.5;

/** A run without the times at its ends that are usually empty. */
const trimmed = ({ first, end }: Stretch, chances: readonly number[]): Stretch => {
  const begins = chances.findIndex((chance) => !isQuiet(chance));
  const ends = chances.findLastIndex((chance) => !isQuiet(chance));
  return begins === -1 ? { first, end } : { first: first + begins, end: first + ends + 1 };
};

/** How improbable it is that all buckets are empty on a day that is so busy. */
const surprise = (chances: readonly number[], level: number): number =>
  sumOf(chances.map((chance) => -Math.log(1 - level * (1 - chance))));

/**
 * Stretches without a record that chance would hardly make: in the weeks before, the same times were rarely empty. What is
 * rare, uneven or growing has many empty times, and is not told of. Nor are nights and weekends, which were empty before;
 * quiet days, by what they have around a stretch; nor days off, where some of the weeks before were as empty.
 * @param counts how many records each bucket has, oldest first; undefined where they are not all known
 * @param from only stretches that end after this bucket
 */
export const quietStretches = (counts: Counts, from = 0): Stretch[] => {
  const buckets = new Buckets(counts);
  const found: Stretch[] = [];
  for (const run of buckets.empty()) {
    const { first, end } = run;
    const chances: number[] = [];
    for (let at = first; at < end; at += 1) chances.push(emptyChance(buckets, at) ?? 1);
    if (surprise(chances, 1) < improbable) continue;
    const isLast = end === counts.length;
    const level = Math.min(
      levelOf(buckets, { first: first - beside, end: first }),
      isLast ? 1 : levelOf(buckets, { first: end, end: end + beside }),
    );
    if (surprise(chances, level) < improbable) continue;
    const beginsQuietly = isQuiet(sumOf(chances.slice(0, anHour)) / Math.min(anHour, end - first));
    const endsQuietly = end - first >= shortestDayOff && isQuiet(sumOf(chances.slice(-anHour)) / anHour);
    const mayBeOff = beginsQuietly && (isLast || endsQuietly) && usualDays(chances) <= mostDaysOff;
    if (mayBeOff && hasDaysOff(buckets, first)) continue;
    const own = trimmed(run, chances);
    if (own.end > from) found.push(own);
    // what is lacking shows nothing of what is usual
    buckets.forget(run);
  }
  return found;
};
