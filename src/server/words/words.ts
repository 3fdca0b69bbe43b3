import type { Attempt } from '../../contract/attempts.ts';
import type { Micros } from '../../contract/instant.ts';
import type { AsideCode, BadEndCode, EndCode, StopCode, TurnCode } from '../diagnosis/codes.ts';
import type { AccountState } from '../diagnosis/account.ts';
import type { FindingWords } from './finding-words.ts';
import type { Diagnosis } from '../diagnosis/diagnose.ts';
import type { CodedEvent, CodedNote, NoteCode, NoteParams, VerdictParams } from '../diagnosis/params.ts';

/** What a title is made of: what was recorded; the step that a sign-in broke after, by its title. */
export type Known = Omit<VerdictParams, 'step'> & { readonly step?: string };

/** What a sentence is made of: the same, and the IANA zone in which it writes times. */
export type KnownInZone = Known & { readonly zone: string };

/** A text, or how it is made. A value that was not recorded is called so: it never stands open. */
export type Title = string | ((known: Known) => string);
export type Sentence = string | ((known: KnownInZone) => string);

/** What to do after an end, and why it probably came; the likeliest cause first. */
type Advice = {
  readonly reason: Sentence;
  readonly causes: readonly Sentence[];
  readonly next: Sentence;
};

/** What the person is told, in the second person: what happened, and what they can do themselves. */
export type ReplyWords = { readonly what: Sentence; readonly can: Sentence };

/** Why nobody is written to. */
export type NoReply = 'nobody_named' | 'service_account' | 'in_progress' | 'nothing_to_tell';

/** A verdict’s reply, or that it never has one: leaving it open does not compile. */
type Replying = { readonly reply: ReplyWords | { readonly none: NoReply } };

/** What an end says, in one place. Only what somebody has to act on needs causes and a next step. */
export type EndWords<Code extends EndCode> = {
  readonly title: Title;
  /** Instead of “who signed in, or could not, to what, when”. */
  readonly opening?: Sentence;
  /** The sentence after it. */
  readonly reason?: Sentence;
  readonly causes?: readonly Sentence[];
  readonly next?: Sentence;
} & Replying &
  (Code extends BadEndCode ? Advice : unknown);

/** What a step says, in a timeline and of an attempt that stopped there. */
export type StopWords = Advice &
  Replying & {
    readonly title: Title;
    /** The same within a sentence, without who is waited for: empty where it is nothing but waiting. */
    readonly within: Title;
    /** Who is waited for, where it is not said as usual. */
    readonly waiting?: Title;
  };

/** What a verdict says that its surroundings turn: instead of its own words, behind who tried to sign in, and when. */
export type TurnWords = Advice & { readonly title: Title; readonly reply: ReplyWords };

/** The words of every code: a language that leaves one out does not compile. */
export type EndTable = { readonly [Code in EndCode]: EndWords<Code> };
export type StopTable = Readonly<Record<StopCode, StopWords>>;
export type TurnTable = Readonly<Record<TurnCode, TurnWords>>;
export type AsideTable = Readonly<Record<AsideCode, { readonly title: Title }>>;
export type NoteTable = { readonly [Code in NoteCode]: (params: NoteParams[Code], zone: string) => string };

/** A verdict in words. */
export type VerdictWords = {
  readonly title: string;
  /** Of an attempt that nothing ended: the step alone, when there is more to say than who is waited for. */
  readonly short?: string;
  readonly sentence: string;
  readonly causes: readonly string[];
  readonly next?: string;
};

/** Why a block beside a verdict has nothing to tell; `…_like`: looked for by address and browser alone. */
export type Absence =
  | 'no_failure'
  | 'no_user'
  | 'nobody'
  | 'no_later'
  | 'no_later_like'
  | 'no_success'
  | 'no_success_like';

/** What an attempt is compared by. */
export type ComparedProperty =
  | 'source_ip'
  | 'user_agent'
  | 'upstream_idp'
  | 'upstream_user_id'
  | 'application_name'
  | 'org_id'
  | 'login_org_id';

/** OthersAround around a failure: people, and of those who failed how many share a value with it. */
export type OthersAround = {
  readonly failed: number;
  readonly signedIn: number;
  readonly shares: readonly { readonly label: string; readonly failed: number }[];
};

/** What came later, up to the first success. `isInferred`: found by address and browser alone. */
export type Later = {
  readonly failures: number;
  readonly unfinished: number;
  /** Whether there is more than was looked at. */
  readonly more: boolean;
  /** Microseconds later, and by whom. */
  readonly success: { readonly after: bigint; readonly who: string | undefined } | undefined;
  readonly isInferred: boolean;
};

/** How often something happened before an attempt, and how many microseconds before it for the first time. */
export type Earlier = { readonly count: number; readonly since: bigint };

/** What happened in the time before an attempt. */
export type Before = {
  /** So many microseconds are looked at. */
  readonly within: bigint;
  readonly refusedCredentials: Earlier;
  readonly refusedSecondSteps: Earlier;
  readonly unansweredSecondSteps: Earlier;
  /** Other people to whom something was refused from the same address. */
  readonly othersFailed: Earlier;
  /** Attempts that did not sign in. */
  readonly withoutSignIn: Earlier;
  readonly signIns: number;
  /** The last of the sign-ins; `isHere`: from the same address as the attempt. */
  readonly lastSignIn:
    | { readonly before: bigint; readonly address: string | undefined; readonly isHere: boolean }
    | undefined;
  /** Whether the person is known by the address alone. */
  readonly isInferred: boolean;
};

/** The last success: how many microseconds earlier, and what was different. */
export type Comparison = {
  readonly before: bigint;
  readonly differences: readonly ComparedProperty[];
  readonly isInferred: boolean;
  /** Whether it is of the same application; else what both are called. Undefined: the attempt names none. */
  readonly application:
    | { readonly isSame: true }
    | { readonly isSame: false; readonly here: string; readonly there: string | undefined }
    | undefined;
};

/** In how many earlier sign-ins a value was used, and when for the last time. */
export type Usage = { readonly count: number; readonly last: Micros | undefined; readonly zone: string };

/** What a language must say: one folder each, chosen in `language.ts`. */
export type Words = FindingWords & {
  readonly verdict: (diagnosis: Diagnosis, zone: string) => VerdictWords;
  /** An event in a few words. */
  readonly eventTitle: (event: CodedEvent) => string;
  readonly note: (note: CodedNote, zone: string) => string;
  /** A length of time. */
  readonly length: (micros: bigint) => string;
  /** A reply to the person, ready to be copied; or why there is none. */
  readonly reply: (
    diagnosis: Diagnosis,
    zone: string,
  ) => { readonly reply: string } | { readonly no_reply: string };
  /** What a colleague needs to take it on, times in UTC; a link is added where it is shown. */
  readonly escalation: (attempt: Attempt) => string;
  /** Of an attempt that could not be judged, by a mistake of ours. */
  readonly unreadable: { readonly title: string; readonly sentence: string };
  readonly absent: Readonly<Record<Absence, string>>;
  readonly property: (property: ComparedProperty) => string;
  readonly others: (others: OthersAround) => string;
  readonly before: (before: Before) => string;
  readonly since: (later: Later) => string;
  readonly comparison: (comparison: Comparison) => string;
  readonly usage: (usage: Usage) => string;
  /** What a directory says of an account now. */
  readonly account: (state: AccountState, zone: string) => string;
  /** That an account was disabled between the last success and an attempt. */
  readonly disabledMeanwhile: (source: string, disabledAt: Micros, zone: string) => string;
};
