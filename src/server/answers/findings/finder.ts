import type { Thresholds } from '../../../contract/thresholds.ts';
import { type FindingKind, type Severity, severities } from '../../../contract/finding-kinds.ts';
import type { Finding } from '../../../contract/findings.ts';
import type { Burst, NewestFindings } from '../../store/questions/findings.ts';
import type { OverviewScope } from '../../store/questions/overview.ts';
import type { Asking } from '../../store/questions/scope.ts';
import type { Store } from '../../store/store.ts';
import type { Looking } from '../attempts/around.ts';
import type { FindingText } from '../../words/finding-words.ts';

/** What findings are looked for with. */
export type FindingSearch = {
  readonly store: Store;
  readonly scope: OverviewScope;
  readonly thresholds: Thresholds;
  readonly asking: Asking;
};

/** Everything about one finding that its kind decides; the words are made of it. */
export type FindingFacts = FindingText & {
  readonly severity: Severity;
  readonly burst: Burst;
  readonly subject: Finding['subject'];
  readonly evidence: Finding['evidence'];
};

/** Finds one kind, or several that one question to the store finds: of each the newest, and how many there are. */
export type Finder<Kind extends FindingKind> = (
  search: FindingSearch,
) => Promise<Readonly<Record<Kind, NewestFindings<FindingFacts>>>>;

/** With what it is looked around a finding. */
export const lookingOf = ({ store, scope, thresholds, asking }: FindingSearch): Looking => ({
  store,
  settled: scope.settled,
  thresholds,
  asking,
});

export const noneFound: NewestFindings<never> = { found: [], total: 0 };

/** A bound of the work: so many of what the store finds are judged, the newest. */
export const judged = 1_000;

/** The gravest, then the newest. @param untold how many more there are, which were not judged */
export const gravest = (facts: readonly FindingFacts[], untold: number): NewestFindings<FindingFacts> => ({
  found: facts.toSorted(
    (a, b) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) || Number(b.burst.last - a.burst.last),
  ),
  total: facts.length + untold,
});
