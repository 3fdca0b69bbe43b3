import type { FindingKind } from '../../contract/finding-kinds.ts';
import type { Thresholds } from '../../contract/thresholds.ts';

/*
 * What findings are made of, in any language: a code and what its sentence is filled from.
 */

export type StandsOut = {
  readonly value: string;
  readonly rate: string;
  readonly unsuccessful: number;
  readonly history_days: number;
  readonly history_from: string;
  readonly history_rate: string;
  readonly history_unsuccessful: number;
  readonly history_count: number;
};

/** Who signed in from where people had just been refused; without `entered_later`: meanwhile. */
export type GotIn = {
  readonly entered: string;
  readonly entered_others?: number;
  readonly entered_request_id: string;
  readonly entered_later?: string;
};

/** A sign-in from a new place; what makes it suspicious is told where there is some of it. */
export type FirstSeenOnce = {
  readonly user: string;
  readonly looked: number;
  readonly request_id: string;
  readonly source_ip: string;
  readonly refusals?: number;
  readonly hours?: number;
  readonly people?: number;
  readonly second_steps?: number;
};

export type Repeated = {
  readonly user: string;
  /** Without one: not recorded. */
  readonly application_name?: string;
  readonly source_ip?: string;
  readonly interval: string;
};

export type Fatigue = { readonly user: string; readonly challenges: number; readonly span: string };

/** What each code’s sentence is filled from, besides how many the evidence is: texts as recorded, counts as numbers. */
export type FindingParams = {
  brute_force: { readonly user: string; readonly source_ip: string; readonly span: string } & Partial<GotIn>;
  guessing: Repeated & Partial<GotIn>;
  spray: { readonly people: number; readonly source_ip: string; readonly span: string } & Partial<GotIn>;
  second_step_fatigue: Fatigue;
  second_step_fatigue_accepted: Fatigue & {
    readonly source_ip?: string;
    readonly entered_request_id: string;
    /** Without it: meanwhile. */
    readonly entered_later?: string;
  };
  provider_stands_out: StandsOut;
  application_stands_out: StandsOut;
  new_device: FirstSeenOnce & { readonly browser: string; readonly user_agent: string };
  new_address: FirstSeenOnce;
  retrying: Repeated;
  machine: Repeated;
};

/** What a finding says: its kind, or its kind and more that is known. */
export type FindingCode = keyof FindingParams;

/** A code with what its sentence is filled from. */
export type FindingText = {
  [Code in FindingCode]: { readonly code: Code; readonly params: FindingParams[Code] };
}[FindingCode];

/** Why a finding belongs to an incident: what ties it to the lead. */
export type Tie = 'place_or_person' | 'sign_in' | 'same_hours' | 'new_place';

/** What a language must say of findings: of each kind its name and what it has crossed; of each code a sentence; `count` is how many events or attempts are its evidence. */
export type FindingWords = {
  readonly findingKind: (kind: FindingKind) => string;
  /** What findings of a kind have crossed, in a sentence with the numbers as they are set. */
  readonly threshold: (kind: FindingKind, thresholds: Thresholds) => string;
  readonly finding: <Code extends FindingCode>(
    code: Code,
    params: FindingParams[Code],
    count: number,
  ) => string;
  /** The same in one line, whom or what it is about first: its kind and its time stand beside it. */
  readonly findingTitle: <Code extends FindingCode>(
    code: Code,
    params: FindingParams[Code],
    count: number,
  ) => string;
  /** Why findings are one incident, with the numbers as they are set. */
  readonly tie: (tie: Tie, thresholds: Thresholds) => string;
  /** Why an incident is said to be still going. */
  readonly goingOn: (thresholds: Thresholds) => string;
  /** How long something took, in microseconds: “in 6 min”, “at once”. */
  readonly span: (length: bigint) => string;
  /** A share: “96%”, “0.4%”; never rounded to nothing or to all. */
  readonly rate: (part: number, whole: number) => string;
};
