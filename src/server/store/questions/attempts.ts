import type { AttemptFilters } from '../../../contract/attempt-filters.ts';
import type { FacetsAnswer } from '../../../contract/audits.ts';
import type { FieldName } from '../../../contract/fields.ts';
import type { EvenBuckets } from '../../../contract/buckets.ts';
import type { Micros } from '../../../contract/instant.ts';
import type { Outcome } from '../../../contract/outcome.ts';
import type { Judgement } from '../../diagnosis/judge.ts';
import type { Step } from '../../diagnosis/rules.ts';
import type { StoredEvent } from '../../records/stored-event.ts';
import type { Person } from './people.ts';
import type { Asking, EventScope } from './scope.ts';

/**
 * The attempts a question is about. The range is that of their starts. An attempt passes a filter when some event
 * of it does, an exclusion when none has the value, `missing` when none has the property. Its duration is that from the
 * first event to the last; it stopped at the stage of the event that decided, or that asks for what is waited for.
 */
export type AttemptScope = EventScope &
  AttemptFilters & {
    /** Attempts that nothing ended and whose last event is after this are in progress. */
    readonly settled: Micros;
  };

/** A place in the order (start, request_id), which no two attempts share. */
export type AttemptPosition = { readonly start: Micros; readonly requestId: string };

export type AttemptsQuestion = AttemptScope & {
  readonly order: 'asc' | 'desc';
  readonly limit: number;
  /** The `place` of the attempt before. */
  readonly after?: AttemptPosition;
};

/** An attempt as storage counts it, with its events in no particular order. */
export type StoredAttempt = AttemptPosition & {
  /** What a page can begin after: its request_id is of few characters, however long the attempt’s is. */
  readonly place: AttemptPosition;
  readonly last: Micros;
  /** All its events; `events` are the newest of them when they are too many. */
  readonly count: number;
  readonly outcome: Outcome;
  /** How it went, judged by all its events. */
  readonly judgement: Judgement;
  readonly events: readonly StoredEvent[];
  /** The event that decided, when only the newest events are told. */
  readonly decisive?: StoredEvent;
};

export type AttemptHistogramQuestion = AttemptScope & {
  readonly from: Micros;
  readonly to: Micros;
  readonly evenBuckets: readonly EvenBuckets[];
};
export type AttemptCount = { readonly bucket: number; readonly outcome: Outcome; readonly count: number };

/** What to count attempts by: properties of their events, and `outcome`. */
export type AttemptFacetsQuestion = AttemptScope & {
  readonly properties: readonly string[];
  readonly limit: number;
  readonly contains?: string;
};

/** Who and what an attempt is about, and the stage of the event that decided, or that asks for what is waited for. */
export type AttemptSketch = AttemptPosition & {
  readonly outcome: Outcome;
  readonly stage?: string;
  /** What it consists of when it can be a renewal, and its sessions, by which a token is told to be one. */
  readonly renews?: 'session' | 'token';
  readonly sessions: readonly string[];
  /** As whom it is counted: the last user_id, else whose the last upstream id is. Nobody gave a name: undefined. */
  readonly person?: Person;
  readonly provider?: string;
  readonly application?: string;
  readonly address?: string;
  readonly organisation?: string;
};

/** An attempt as what happened around it is told by: who, from where, and when each of its steps was, in order. */
export type AttemptTrail = AttemptSketch & {
  readonly isRenewal: boolean;
  readonly userAgent?: string;
  /** Undefined where a step is not recognised. Of more than 2,000 the newest. */
  readonly steps: readonly { readonly time: Micros; readonly step: Step | undefined }[];
};

export type TrailsQuestion = {
  /** In which the attempts began. */
  readonly around: readonly { readonly from: Micros; readonly to: Micros }[];
  /** Of one of these, from one of these, or at one of these; without any: everybody’s. */
  readonly people?: readonly Person[];
  readonly addresses?: readonly string[];
  readonly providers?: readonly string[];
  readonly outcomes?: readonly Outcome[];
  /** Only those that signed nobody in, and those in which something was refused or left unanswered. */
  readonly troubled?: boolean;
  readonly settled: Micros;
};

export type VisitsQuestion = {
  readonly by: 'address' | 'network';
  /** Addresses, or networks as `networkOf` tells them. */
  readonly among: readonly string[];
  readonly from: Micros;
  readonly to: Micros;
  readonly settled: Micros;
};

/** How many people signed in from a place on a UTC day, in days since the epoch. */
export type Visits = { readonly place: string; readonly day: number; readonly people: number };

export type WaysQuestion = {
  readonly people: readonly Person[];
  readonly from: Micros;
  readonly to: Micros;
  readonly settled: Micros;
};

/** How somebody signed in, each time in the same way; what is undefined is not recorded. */
export type SignInWay = {
  readonly person: Person;
  readonly application?: string;
  readonly address?: string;
  readonly userAgent?: string;
  /** When the attempts began, ascending. */
  readonly starts: readonly Micros[];
};

/** Attempts of one person, by outcome; of those in which nobody gave a name, without one. */
export type PersonCount = {
  readonly person?: Person;
  /** Of the newest attempt that has one. */
  readonly upstreamUserId?: string;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  readonly count: number;
  readonly first: Micros;
  readonly last: Micros;
};

/** People of a scope: those with the most attempts, how many there are, and the first and last attempt’s start. */
export type CountedPeople = {
  readonly people: readonly PersonCount[];
  readonly total: number;
  readonly first?: Micros;
  readonly last?: Micros;
};

/** A value seen in the events of a scope. */
export type SeenValue = {
  readonly property: FieldName;
  readonly value: string;
  readonly first: Micros;
  readonly last: Micros;
  readonly events: number;
  readonly attempts: number;
};

/** Attempts in scope and events in it, of which several things are told together, each as a question of its own tells it. */
export type ProfileQuestion = Omit<AttemptScope, 'renewal'> & {
  /** Into which all of the attempts fall. */
  readonly evenBuckets: readonly EvenBuckets[];
  readonly properties: readonly FieldName[];
  /** So many values of a property, and one more. */
  readonly limit: number;
  /** So many people; undefined: none are told. */
  readonly people?: number;
};

export type Profile = {
  readonly counts: readonly AttemptCount[];
  /** How many of the attempts only renewed a session. */
  readonly renewals: number;
  /** Of the others the newest of each outcome: of those that began in one instant that with the greatest request_id. */
  readonly newest: Readonly<Partial<Record<Outcome, AttemptPosition>>>;
  readonly seen: readonly SeenValue[];
  /** How many of the events were second steps with each result, the most frequent first, at most 100. */
  readonly challenges: readonly { readonly value: string; readonly count: number }[];
  readonly people?: CountedPeople;
};

/** The questions about attempts: one row per request_id, exact, however late its events came. */
export type AttemptQuestions = {
  /** One page; at most `limit` attempts, or as many as fit into memory, and whether more follow. */
  page(
    question: AttemptsQuestion,
    asking: Asking,
  ): Promise<{ readonly attempts: readonly StoredAttempt[]; readonly more: boolean }>;
  histogram(question: AttemptHistogramQuestion, asking: Asking): Promise<readonly AttemptCount[]>;
  /**
   * Attempts by value: one counts for each value that any of its events has, and as missing when none has one.
   * A facet ignores the filter on its own property.
   */
  facets(question: AttemptFacetsQuestion, asking: Asking): Promise<FacetsAnswer>;
  /**
   * These attempts, oldest first; those that do not exist are left out. At most `limit` events of each. `more`: the
   * others would not fit into memory with these.
   */
  named(
    question: { readonly requestIds: readonly string[]; readonly settled: Micros; readonly limit: number },
    asking: Asking,
  ): Promise<{ readonly attempts: readonly StoredAttempt[]; readonly more: boolean }>;
  /** Every attempt in scope in a few words: for short ranges. */
  sketches(question: AttemptScope, asking: Asking): Promise<readonly AttemptSketch[]>;
  /** Every attempt that began in stretches of time, oldest first, with its steps: for few people or short stretches. */
  trails(question: TrailsQuestion, asking: Asking): Promise<readonly AttemptTrail[]>;
  /** Who signed in from where, by day; renewals do not count, nor who gave no name. */
  visits(question: VisitsQuestion, asking: Asking): Promise<readonly Visits[]>;
  /** In what ways people signed in, and when; renewals do not count. For many people over weeks. */
  ways(question: WaysQuestion, asking: Asking): Promise<readonly SignInWay[]>;
  /** People with the most attempts in scope, how many there are, and the first and last attempt's start. */
  people(question: AttemptScope & { readonly limit: number }, asking: Asking): Promise<CountedPeople>;
  /** Of somebody’s attempts, or of those from an address, what several of these questions tell: one look for all of it. */
  profile(question: ProfileQuestion, asking: Asking): Promise<Profile>;
  /** Values of properties in the events of a scope, the newest first, at most `limit` a property and one more. */
  seen(
    question: EventScope & { readonly properties: readonly FieldName[]; readonly limit: number },
    asking: Asking,
  ): Promise<readonly SeenValue[]>;
  /** When the first attempt began that signed in to each of these sessions; renewals do not. */
  signIns(
    question: { readonly sessions: readonly string[]; readonly settled: Micros },
    asking: Asking,
  ): Promise<ReadonlyMap<string, Micros>>;
  /** How many events in scope have no request_id. */
  unlinked(question: EventScope, asking: Asking): Promise<number>;
};
