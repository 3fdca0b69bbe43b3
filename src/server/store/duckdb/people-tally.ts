import type { Outcome } from '../../../contract/outcome.ts';
import type { CountedPeople, PersonCount } from '../questions/attempts.ts';
import type { Person } from '../questions/people.ts';

/** Attempts of one person that ended in one way. */
export type Counted = {
  /** Undefined: nobody gave a name. */
  readonly person: Person | undefined;
  readonly outcome: Outcome;
  readonly count: number;
  readonly first: PersonCount['first'];
  readonly last: PersonCount['last'];
  /** The upstream id of the newest of them that has one, and when that began. */
  readonly upstream: string | undefined;
  readonly told: bigint | undefined;
};

type Tally = { -readonly [Key in keyof PersonCount]: PersonCount[Key] } & {
  /** When the attempt began that told the upstream id. */
  told?: bigint;
};

/** Take the upstream id of the newer attempt; of two that began in one instant the greater. */
const tellUpstream = (tally: Tally, { upstream: id, told: at }: Counted): void => {
  if (id === undefined || at === undefined) return;
  const { told, upstreamUserId: known = '' } = tally;
  if (told !== undefined && (told > at || (told === at && known >= id))) return;
  tally.upstreamUserId = id;
  tally.told = at;
};

/** The people of counts that come in any order, those with the most attempts first. @param limit so many are told */
export const countedPeopleOf = (counts: Iterable<Counted>, limit: number): CountedPeople => {
  const tallies = new Map<string, Tally>();
  for (const each of counts) {
    const { person, outcome, count, first, last } = each;
    const who = person ? { person } : {};
    const key = JSON.stringify(who);
    const tally = tallies.get(key) ?? { ...who, outcomes: {}, count: 0, first, last };
    tellUpstream(tally, each);
    tally.outcomes = { ...tally.outcomes, [outcome]: (tally.outcomes[outcome] ?? 0) + count };
    tally.count += count;
    if (first < tally.first) tally.first = first;
    if (last > tally.last) tally.last = last;
    tallies.set(key, tally);
  }
  const people = [...tallies.values()].toSorted(
    (a, b) =>
      b.count - a.count || Number(b.last - a.last) || ((a.person?.id ?? '') < (b.person?.id ?? '') ? -1 : 1),
  );
  const [first, last] = [
    people.map((each) => each.first).toSorted((a, b) => Number(a - b))[0],
    people.map((each) => each.last).toSorted((a, b) => Number(b - a))[0],
  ];
  return {
    people: people.slice(0, limit).map(({ told: _told, ...each }) => each),
    total: people.filter(({ person }) => person !== undefined).length,
    ...(first === undefined ? {} : { first }),
    ...(last === undefined ? {} : { last }),
  };
};
