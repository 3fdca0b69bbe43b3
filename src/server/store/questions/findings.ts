import type { Micros } from '../../../contract/instant.ts';
import type { OverviewScope } from './overview.ts';
import type { Asking } from './scope.ts';

/** What findings are looked for in: the attempts of a range. The newest `limit` are told. */
export type FindingScope = Omit<OverviewScope, 'before'> & { readonly limit: number };

/** Findings, the newest first, and how many there are. */
export type NewestFindings<Finding> = { readonly found: readonly Finding[]; readonly total: number };

/** Somebody as counted: by user_id, else by the upstream id, folded. */
export type Person = {
  readonly id: string;
  readonly isUserId: boolean;
  /** An upstream id as it was recorded. */
  readonly upstream?: string;
};

/** Attempts or events that lie close together: all of them from the first to the last, both included. */
export type Burst = { readonly first: Micros; readonly last: Micros; readonly count: number };

/** A stretch of `within` microseconds or less that holds `least` or more; overlapping ones are one finding. */
export type BurstQuestion = FindingScope & { readonly least: number; readonly within: bigint };

/** Consecutive stretches, each of which stands out. */
export type Standout = Burst & {
  readonly value: string;
  /** The stretches together, within the range. */
  readonly from: Micros;
  readonly to: Micros;
  readonly unsuccessful: number;
  /** Of the first of the stretches: since when, decided attempts, and unsuccessful ones. */
  readonly history: { readonly from: Micros; readonly count: number; readonly unsuccessful: number };
};

export type StandoutQuestion = FindingScope & {
  readonly by: 'upstream_idp' | 'application_name';
  /** Where a stretch begins, at or before the range. */
  readonly anchor: Micros;
  readonly step: bigint;
  /** So many stretches are a stretch’s history, which ends `gap` stretches before it. */
  readonly history: number;
  readonly gap: number;
  readonly least: number;
  /** So many different users among the unsuccessful; who gave no name counts by the address. */
  readonly users: number;
  readonly historyLeast: number;
  readonly times: number;
  readonly points: number;
};

export type FirstSeen = {
  readonly requestId: string;
  readonly start: Micros;
  readonly person: Person;
  readonly value: string;
  /** How many successes before it were looked at. */
  readonly looked: number;
};

export type FirstSeenQuestion = FindingScope & {
  readonly successes: number;
  readonly known: number;
  /** Successes before this instant are not known. */
  readonly since: Micros;
};

/** Who tries what from where; undefined: not recorded. */
export type Tries = {
  readonly person: Person;
  readonly application: string | undefined;
  readonly address: string | undefined;
  /** Starts of the attempts, ascending. */
  readonly starts: readonly Micros[];
};

/** The questions behind what deserves a look. Outcomes besides those of the scope are each question’s own. */
export type FindingQuestions = {
  /** Failed attempts of one person from one address. */
  bruteForce(
    question: BurstQuestion,
    asking: Asking,
  ): Promise<NewestFindings<Burst & { readonly person: Person; readonly address: string }>>;
  /** Failed attempts from one address, in which `least` people or more are named. */
  spray(
    question: BurstQuestion,
    asking: Asking,
  ): Promise<NewestFindings<Burst & { readonly address: string; readonly people: number }>>;
  /** Events that ask one person for a second step; whether the person signed in until `within` after the last. */
  fatigue(
    question: BurstQuestion,
    asking: Asking,
  ): Promise<NewestFindings<Burst & { readonly person: Person; readonly signedIn: boolean }>>;
  standouts(question: StandoutQuestion, asking: Asking): Promise<NewestFindings<Standout>>;
  firstSeen(
    question: FirstSeenQuestion,
    asking: Asking,
  ): Promise<{ readonly addresses: NewestFindings<FirstSeen>; readonly browsers: NewestFindings<FirstSeen> }>;
  /** Unsuccessful attempts of which `least` in a row may come at near-equal intervals; the rhythm is for others to judge. */
  tries(question: FindingScope & { readonly least: number }, asking: Asking): Promise<readonly Tries[]>;
};
