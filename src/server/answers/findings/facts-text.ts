import { type FindingKind, findingKinds, severities } from '../../../contract/finding-kinds.ts';
import { micros } from '../../../contract/instant.ts';
import type { FoundDay, KeptFinding } from '../../store/questions/findings.ts';
import { dayOf } from '../../store/windows.ts';
import type { FoundByKind } from './find-of-days.ts';
import type { FindingFacts } from './finder.ts';

/** Instants are texts in it: a JSON number does not hold them all. */
const textOf = ({ burst, evidence, ...facts }: FindingFacts): string =>
  JSON.stringify({
    ...facts,
    burst: { first: `${burst.first}`, last: `${burst.last}`, count: burst.count },
    evidence: { ...evidence, from: `${evidence.from}`, to: `${evidence.to}` },
  });

type Written = Omit<FindingFacts, 'burst' | 'evidence'> & {
  readonly burst: { readonly first: string; readonly last: string; readonly count: number };
  readonly evidence: Omit<FindingFacts['evidence'], 'from' | 'to'> & {
    readonly from: string;
    readonly to: string;
  };
};

/** Facts of a text that `foundDays` has written. */
export const factsIn = (text: string): FindingFacts => {
  // the same program has written it: it is kept under its signature
  const { burst, evidence, ...facts } = JSON.parse(text) as Written;
  return {
    ...facts,
    burst: { ...burst, first: micros(BigInt(burst.first)), last: micros(BigInt(burst.last)) },
    evidence: { ...evidence, from: micros(BigInt(evidence.from)), to: micros(BigInt(evidence.to)) },
  } as FindingFacts;
};

const keptOf = (kind: FindingKind, facts: FindingFacts): KeptFinding => ({
  kind,
  gravity: severities.indexOf(facts.severity),
  first: facts.burst.first,
  last: facts.burst.last,
  facts: textOf(facts),
});

/**
 * What was found of some days, as it is kept.
 * @param untilOf until when what happens can change what is found of a day
 */
export const foundDays = (
  foundBy: FoundByKind,
  days: readonly number[],
  untilOf: (day: number) => bigint,
): readonly FoundDay[] => {
  const all = findingKinds.flatMap((kind) =>
    (foundBy[kind]?.found ?? []).map((facts) => keptOf(kind, facts)),
  );
  const untold = findingKinds.flatMap((kind) => {
    const { found = [], total = 0 } = foundBy[kind] ?? {};
    return total > found.length ? [[kind, total - found.length] as const] : [];
  });
  return days.map((day) => ({
    day,
    until: micros(untilOf(day)),
    found: all.filter(({ first }) => dayOf(first) === day),
    untold: Object.fromEntries(untold),
  }));
};
