import type { WaitingFor } from '../../contract/outcome.ts';
import type { EndCode, EventCode, StopCode } from './codes.ts';

/** What an event’s name is made of: only what was recorded, as it was recorded. */
export type StepParams = {
  readonly who?: string;
  /** What a directory calls them. */
  readonly name?: string;
  readonly application?: string;
  readonly idp?: string;
  readonly ip?: string;
  readonly org?: string;
  readonly login_org?: string;
  /** The account at the identity provider. */
  readonly upstream?: string;
  readonly stage?: string;
  readonly result?: string;
  /** In ISO 8601, as all instants here. */
  readonly time?: string;
};

/** An event as a code, and what its words are made of. */
export type CodedEvent = { readonly code: EventCode; readonly params: StepParams };

/** What a verdict is made of: only what was recorded or counted. */
export type VerdictParams = StepParams & {
  /** Whether the application is known by its client id alone, which says nothing to a person. */
  readonly unnamed_application?: true;
  /** When the attempt began; `time` is when the event was that decided. */
  readonly start?: string;
  readonly trace_id?: string;
  /** Unsuccessful steps before that event; at and with what, where all of them agree. */
  readonly failures?: number;
  readonly failed_at?: string;
  readonly failed_with?: string;
  /** Whether an identity provider had confirmed the identity. */
  readonly confirmed?: true;
  readonly waiting_for?: WaitingFor;
  /** Whether it is a service account’s. */
  readonly service?: true;
  /** The step that a sign-in broke after. */
  readonly step?: CodedEvent;
  readonly renewal?: true;
} & TurnParams;

/** What a verdict is made of besides where its surroundings turn it. Lengths of time in microseconds. */
export type TurnParams = {
  /** What it says itself. */
  readonly base?: EndCode | StopCode;
  /** Refusals: how many, over how long, how long before it the first was, and between them where they keep time. */
  readonly count?: number;
  readonly span?: bigint;
  readonly before?: bigint;
  readonly interval?: bigint;
  /** Whether too little is known of the account to say where it signs in from. */
  readonly stranger?: true;
  /** Whose directory says what the account’s state is; `from` and `before`: since when it is so. */
  readonly source?: string;
  /** Other people whom the address failed on, and within how long. */
  readonly people?: number;
  readonly within?: bigint;
  /** At the identity provider: how many were kept, of how many, from when to when. */
  readonly failed?: number;
  readonly all?: number;
  readonly from?: string;
  readonly to?: string;
};

type Named = { readonly stage: string; readonly result: string };

/** What a directory says of an account: who says so, and since when where that is told. */
type OfAccount = { readonly source: string; readonly since?: string };

/** What each note is made of. */
export type NoteParams = {
  readonly org_differs: { readonly org: string; readonly login_org: string };
  readonly clock_backwards: { readonly stage: string; readonly before: string };
  readonly went_on: Named;
  readonly not_recognised: Named;
  readonly legacy: Readonly<Record<string, never>>;
  readonly flat: Readonly<Record<string, never>>;
  readonly no_end: Readonly<Record<string, never>>;
  readonly closed: Named;
  readonly too_late: Named;
  readonly late: Named;
  /** `interval`: in microseconds. */
  readonly retrying: { readonly ip: string; readonly count: number; readonly interval: bigint };
  /** Events before this were removed by rule. */
  readonly cut: { readonly before: string };
  readonly partial: { readonly count: number; readonly read: number };
  readonly account_disabled: OfAccount;
  readonly account_disabled_yet: OfAccount;
  readonly account_pending: OfAccount;
  readonly account_gone: OfAccount;
};
export type NoteCode = keyof NoteParams;

/** A note as a code, and what its words are made of. */
export type CodedNote = {
  [Code in NoteCode]: { readonly code: Code; readonly params: NoteParams[Code] };
}[NoteCode];
