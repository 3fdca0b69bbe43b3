import type { EvenBuckets } from '../../../contract/buckets.ts';
import type { OutcomeCounts } from '../../../contract/attempts.ts';
import type { Micros } from '../../../contract/instant.ts';
import type { Outcome, WaitingFor } from '../../../contract/outcome.ts';
import type { BreakdownName, SecondStepEnd } from '../../../contract/overview.ts';
import type { AttemptScope } from './attempts.ts';
import type { Asking } from './scope.ts';

/** The attempts of a range and, when `before` is given, of the stretch from there to `beforeEnd`, or to the range. */
export type OverviewScope = AttemptScope & {
  readonly from: Micros;
  readonly to: Micros;
  readonly before?: Micros;
  /** Not after `from`. */
  readonly beforeEnd?: Micros;
};

/** Of which of the two stretches a count is. */
type Period = 'now' | 'before';

export type NumbersQuestion = OverviewScope & { readonly evenBuckets: readonly EvenBuckets[] };

/** What is counted of a period, or of one bucket of it. Buckets without attempts are left out. */
export type Numbers = {
  readonly period: Period;
  /** Undefined: the whole period. Those of the period before lie as far from its beginning as now; what lies beyond the last is in none that is told. */
  readonly bucket: number | undefined;
  readonly outcomes: OutcomeCounts;
  readonly renewals: number;
  /** Different ones, which any event of an attempt names; renewals name nobody. */
  readonly users: number;
  readonly addresses: number;
  /** Microseconds from start to sign-in; undefined when nobody signed in by more than one event. */
  readonly median: number | undefined;
};

export type BreakdownQuestion = OverviewScope & { readonly by: BreakdownName; readonly limit: number };

/** Attempts that share a value; `by` user: the ids of people, as `Person` tells them. */
export type ValueOutcomes = {
  readonly value: string | undefined;
  readonly isUserId: boolean;
  readonly now: OutcomeCounts;
  /** Undefined when there is none. */
  readonly before: OutcomeCounts | undefined;
};

/** Attempts by where they ended; a stage or result that is not recorded is undefined. */
export type End = {
  readonly stage: string | undefined;
  readonly result: string | undefined;
  readonly outcome: Outcome;
  /** Of those that nothing ended. */
  readonly waitingFor: WaitingFor | undefined;
  readonly count: number;
};

export type HourCount = {
  /** 1 is Monday. */
  readonly weekday: number;
  readonly hour: number;
  readonly outcome: Outcome;
  readonly count: number;
};

export type SecondSteps = {
  readonly asked: number;
  readonly ends: Readonly<Partial<Record<SecondStepEnd, number>>>;
  /** How many passed, by their number of answers until they did. */
  readonly tries: ReadonlyMap<number, number>;
};

/** Waits between two consecutive events of attempts, in microseconds, by their stages (undefined: no known one). */
export type StepWaits = {
  readonly fromStage: string | undefined;
  readonly toStage: string | undefined;
  readonly count: number;
  readonly median: number;
  readonly p95: number;
  readonly max: bigint;
  readonly slowest: { readonly requestId: string; readonly start: Micros };
  readonly beforeMedian: number | undefined;
};

/** The questions of the overview, all about attempts by their start, exact. */
export type OverviewQuestions = {
  numbers(question: NumbersQuestion, asking: Asking): Promise<readonly Numbers[]>;
  /** Values with the most unsuccessful attempts first, then the most attempts, at most `limit`, and how many there are. */
  breakdown(
    question: BreakdownQuestion,
    asking: Asking,
  ): Promise<{ readonly shares: readonly ValueOutcomes[]; readonly total: number }>;
  /** How many attempts have an event of each stage (undefined: of none that is known), and how they ended. */
  stops(
    question: OverviewScope,
    asking: Asking,
  ): Promise<{
    readonly reached: readonly { readonly stage: string | undefined; readonly count: number }[];
    readonly ends: readonly End[];
  }>;
  hours(question: OverviewScope & { readonly zone: string }, asking: Asking): Promise<readonly HourCount[]>;
  /** `before` is undefined when the question has none, or no attempt began in it. */
  secondStep(
    question: OverviewScope,
    asking: Asking,
  ): Promise<{ readonly now: SecondSteps; readonly before: SecondSteps | undefined }>;
  /** The slowest median first. */
  steps(question: OverviewScope, asking: Asking): Promise<readonly StepWaits[]>;
};
