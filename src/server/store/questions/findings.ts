import type { Micros } from '../../../contract/instant.ts';
import type { AttemptTrail } from './attempts.ts';
import type { OverviewScope } from './overview.ts';
import type { Person } from './people.ts';
import type { Asking } from './scope.ts';

/** What findings are looked for in: the attempts of a range. The newest `limit` are told. */
export type FindingScope = Omit<OverviewScope, 'before'> & { readonly limit: number };

/** Findings, the newest first, and how many there are. */
export type NewestFindings<Finding> = { readonly found: readonly Finding[]; readonly total: number };

/** Somebody, and for whom no user_id is known an upstream id as it was recorded. */
export type RecordedPerson = Person & { readonly upstream?: string };

/** Attempts or events that lie close together: all of them from the first to the last, both included. */
export type Burst = { readonly first: Micros; readonly last: Micros; readonly count: number };

/**
 * A stretch of `within` microseconds or less that holds `least` or more; overlapping ones are one finding. What lasts
 * longer than a day is one finding each UTC day.
 */
export type BurstQuestion = FindingScope & { readonly least: number; readonly within: bigint };

/**
 * Consecutive stretches, each of which stands out; first and last are those of the unsuccessful. What lasts longer than
 * a day is told by the UTC day on which the stretches begin.
 */
export type Standout = Burst & {
  readonly value: string;
  /** The stretches together, within the range. */
  readonly from: Micros;
  readonly to: Micros;
  readonly unsuccessful: number;
  /** From where the unsuccessful came: how many of them by address; those whose address is not recorded are left out. */
  readonly addresses: readonly { readonly address: string; readonly users: number }[];
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
  readonly person: RecordedPerson;
  readonly address: string;
  readonly userAgent?: string;
  /** Whether its browser is in none of those successes, either. */
  readonly isNewBrowser: boolean;
  /** How many successes before it were looked at. */
  readonly looked: number;
  /** To how many people the network was new, who signed in from this address on its UTC day and those before, whatever the filters. */
  readonly people: number;
};

export type FirstSeenQuestion = FindingScope & {
  readonly successes: number;
  readonly known: number;
  /** Not told where so many or more of those successes came from networks that were new then. */
  readonly relay: number;
  /** Of a sign-in, the successes of so many UTC days before its own are known. */
  readonly historyDays: number;
  /** People are counted on so many UTC days, its own the last. */
  readonly peopleDays: number;
};

/** Some attempts, and a scope. */
export type SignedInQuestion = Omit<FindingScope, 'limit'> & { readonly requestIds: readonly string[] };

/** Attempts of which `least` or more in a row come at intervals that are within this part of the middle one. */
export type TriesQuestion = FindingScope & { readonly least: number; readonly tolerance: number };

/** Who tries what from where; undefined: not recorded. */
export type Tries = {
  readonly person: RecordedPerson;
  readonly application: string | undefined;
  readonly address: string | undefined;
  /** Starts of the attempts, ascending. */
  readonly starts: readonly Micros[];
};

/** An attempt in which second steps were refused or not answered, and one of those whom it names. */
export type ChallengedAttempt = Pick<
  AttemptTrail,
  'requestId' | 'start' | 'outcome' | 'address' | 'userAgent' | 'steps'
> & { readonly person: RecordedPerson };

/** A finding as it is kept: what is needed to find it, and facts as whoever found it wrote them down. */
export type KeptFinding = {
  readonly kind: string;
  /** 0 is the gravest. */
  readonly gravity: number;
  readonly first: Micros;
  readonly last: Micros;
  readonly facts: string;
};

/** What was found that begins on a UTC day (since the epoch). */
export type FoundDay = {
  readonly day: number;
  /** Until when what happens can change it. */
  readonly until: Micros;
  readonly found: readonly KeptFinding[];
  /** By kind, how many more there are. */
  readonly untold: Readonly<Record<string, number>>;
};

/** What is kept of what overlaps a range, and lasts no longer than a day. */
export type KeptFindings = {
  /** The days with events on which something can begin that overlaps it, and of which nothing is kept; ascending. */
  readonly missing: readonly number[];
  /** Of each kind the gravest, then the newest. */
  readonly found: readonly Pick<KeptFinding, 'kind' | 'facts'>[];
  /** By kind, how many there are of those that are kept. */
  readonly totals: Readonly<Record<string, number>>;
  /** What of attempts that began before this is not over yet: as asked, or where a source is not as far, until there. */
  readonly settled: Micros;
};

/** What is found is kept day by day. */
export type FindingKeeping = {
  /** From now on it is seen what changes. One at a time. */
  begin(): Promise<void>;
  /**
   * Keep what was found under a signature, in place of all that was found under another.
   * @returns false when something has changed since, on which a day depends: nothing is kept then
   */
  keep(signature: string, days: readonly FoundDay[]): Promise<boolean>;
};

/** The questions behind what deserves a look. What must have been refused is for the scope to say. */
export type FindingQuestions = {
  /** Attempts of one person from one address. */
  bruteForce(
    question: BurstQuestion,
    asking: Asking,
  ): Promise<NewestFindings<Burst & { readonly person: RecordedPerson; readonly address: string }>>;
  /** Attempts from one address, in which `least` people or more are named. */
  spray(
    question: BurstQuestion,
    asking: Asking,
  ): Promise<NewestFindings<Burst & { readonly address: string; readonly people: number }>>;
  /**
   * The attempts with refused or unanswered second steps of people for whom `least` or more of those lie in attempts
   * that began within so long, oldest first; of very many, the newest.
   */
  challenged(question: Omit<BurstQuestion, 'limit'>, asking: Asking): Promise<readonly ChallengedAttempt[]>;
  standouts(question: StandoutQuestion, asking: Asking): Promise<NewestFindings<Standout>>;
  /** Sign-ins from a network that is in none of the person’s last successes. */
  firstSeen(question: FirstSeenQuestion, asking: Asking): Promise<NewestFindings<FirstSeen>>;
  /** Which of some attempts are in scope and signed somebody in. */
  signedIn(question: SignedInQuestion, asking: Asking): Promise<readonly string[]>;
  /** Attempts that may come at near-equal intervals; the rhythm is for others to judge. */
  tries(question: TriesQuestion, asking: Asking): Promise<readonly Tries[]>;
  /** Of each kind so many at most. */
  kept(
    question: {
      readonly signature: string;
      readonly from: Micros;
      readonly to: Micros;
      readonly settled: Micros;
      readonly most: number;
    },
    asking: Asking,
  ): Promise<KeptFindings>;
};
