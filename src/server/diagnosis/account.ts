import { type Micros, formatInstant } from '../../contract/instant.ts';
import { type Outcome, isFailure } from '../../contract/outcome.ts';
import type { CodedNote } from './params.ts';
import type { Turn } from './turn.ts';

/** What a directory says of an account now, whenever the attempt was. */
export type AccountState = {
  /** Who says it. */
  readonly source: string;
  /** As it is called there. */
  readonly status?: string;
  readonly disabledAt?: Micros;
  /** When it last changed anything of the account. */
  readonly updated?: Micros;
  /** Since when the account is listed no longer. */
  readonly listedUntil?: Micros;
};

/** The attempt as an account’s state is held against it. @param time when it was decided */
type Attempted = { readonly outcome: Outcome; readonly time: Micros };

export type AccountTurn = Turn & { readonly kind: 'account_disabled' | 'account_pending' };

const isBefore = (at: Micros | undefined, { time }: Attempted): at is Micros =>
  at !== undefined && at <= time;

/** Whether it was pending already when the attempt was: nothing of it has changed since. */
const wasPending = ({ status, updated }: AccountState, attempted: Attempted): boolean =>
  status === 'pending' && (updated === undefined || isBefore(updated, attempted));

/**
 * Why an attempt failed, as a directory has recorded it: the account was disabled before, by the time that it gives, or has
 * been pending all along.
 */
export const accountTurnOf = (state: AccountState, attempted: Attempted): AccountTurn | undefined => {
  if (!isFailure(attempted.outcome)) return undefined;
  const { status, source, disabledAt } = state;
  if (status === 'disabled' && isBefore(disabledAt, attempted))
    return { kind: 'account_disabled', source, since: disabledAt };
  return wasPending(state, attempted) ? { kind: 'account_pending', source } : undefined;
};

/** What a reader should know of the account besides, where it is not why the attempt failed. */
export const accountNotesOf = (
  state: AccountState,
  attempted: Attempted,
  turn: Turn | undefined,
): CodedNote[] => {
  const { status, source, disabledAt, listedUntil } = state;
  const isTold = turn?.kind === 'account_disabled' || turn?.kind === 'account_pending';
  const isDisabled = status === 'disabled' && (disabledAt === undefined || isBefore(disabledAt, attempted));
  const since = disabledAt === undefined ? {} : { since: formatInstant(disabledAt) };
  const isSignedIn = attempted.outcome === 'signed_in';
  return [
    ...(isDisabled && !isTold
      ? [
          {
            code: isSignedIn ? ('account_disabled_yet' as const) : ('account_disabled' as const),
            params: { source, ...since },
          },
        ]
      : []),
    ...(status === 'pending' && !isTold ? [{ code: 'account_pending' as const, params: { source } }] : []),
    ...(isBefore(listedUntil, attempted)
      ? [{ code: 'account_gone' as const, params: { source, since: formatInstant(listedUntil) } }]
      : []),
  ];
};

/** Of what may explain an attempt: an attack goes before the state of an account, and that before what is only likely. */
export const weightier = (around: Turn | undefined, account: AccountTurn | undefined): Turn | undefined => {
  const isAttack =
    around !== undefined && ['second_step_attack', 'address_guessing', 'guessing'].includes(around.kind);
  return isAttack ? around : (account ?? around);
};
