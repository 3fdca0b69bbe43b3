import type { Thresholds } from '../../../contract/thresholds.ts';
import { type FindingKind, type Severity, severities } from '../../../contract/finding-kinds.ts';
import type { Finding } from '../../../contract/findings.ts';
import type { Burst, NewestFindings, RecordedPerson } from '../../store/questions/findings.ts';
import type { OverviewScope } from '../../store/questions/overview.ts';
import type { Asking } from '../../store/questions/scope.ts';
import type { Store } from '../../store/store.ts';
import type { Looking } from '../attempts/around.ts';
import type { FindingCode, FindingParams } from '../../words/finding-words.ts';
import type { Narrowing } from '../narrowing.ts';

/** What findings are looked for with. */
export type FindingSearch = {
  readonly store: Store;
  readonly scope: OverviewScope;
  readonly thresholds: Thresholds;
  readonly asking: Asking;
};

/** A part of a whole, and the whole. */
type Share = readonly [part: number, whole: number];

/** What is said in words of its own: as what it is found. Lengths are in microseconds. */
export type Unsaid = {
  readonly entered: RecordedPerson;
  readonly entered_later: number;
  readonly span: number;
  readonly interval: number;
  readonly rate: Share;
  readonly history_rate: Share;
};

/** What a sentence is filled from, before names and words stand in it; whom it is about is told beside it. */
type UnsaidParams<Params> = {
  readonly [Name in keyof Params as Name extends 'user' ? never : Name]: Name extends keyof Unsaid
    ? Unsaid[Name]
    : Params[Name];
};

type UnsaidText = {
  [Code in FindingCode]: { readonly code: Code; readonly params: UnsaidParams<FindingParams[Code]> };
}[FindingCode];

/** Everything about one finding that its kind decides; names, words and links are made of it when it is told. */
export type FindingFacts = UnsaidText & {
  readonly severity: Severity;
  readonly burst: Burst;
  /** Whom it is about, if it is about somebody. */
  readonly person?: RecordedPerson;
  /** What else it is about. */
  readonly about: Omit<Finding['subject'], 'user' | 'email' | 'name'>;
  /** The attempts that are its evidence, among those that are asked about. */
  readonly evidence: Pick<OverviewScope, 'refused' | 'outcomes' | 'from' | 'to'> & {
    readonly with: readonly Narrowing[];
  };
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
