import type { Owner } from '../../contract/outcome.ts';

/** What is known of a code besides its words. `owner`: whose the next step is; absent where there is none. */
type About = { readonly owner?: Owner };

/** How an attempt ended. */
export const endCodes = {
  signed_in: {},
  signed_in_after_failures: {},
  signed_in_flat: {},
  service_signed_in: {},
  renewed: {},
  token_alone: {},
  request_invalid: { owner: 'application_owner' },
  start_not_allowed: { owner: 'admin' },
  start_stale: { owner: 'user' },
  flat_idp_failed: { owner: 'user' },
  flat_timeout: { owner: 'user' },
  flat_denied: { owner: 'admin' },
  idp_not_confirmed: { owner: 'user' },
  idp_not_allowed: { owner: 'user' },
  no_such_user: { owner: 'user' },
  callback_error: { owner: 'identity_provider_admin' },
  callback_not_accepted: { owner: 'identity_provider_admin' },
  callback_late: { owner: 'user' },
  policy_denied: { owner: 'policy_admin' },
  policy_fault: { owner: 'admin' },
  mfa_failed: { owner: 'user' },
  mfa_denied: { owner: 'help_desk' },
  mfa_timeout: { owner: 'user' },
  token_failed: { owner: 'application_owner' },
  token_denied: { owner: 'admin' },
  session_ended: { owner: 'user' },
  session_ended_early: { owner: 'user' },
  not_renewed: { owner: 'user' },
  service_refused: { owner: 'integration_owner' },
  other_failed: { owner: 'help_desk' },
  other_denied: { owner: 'admin' },
  other_timeout: { owner: 'user' },
  other_expired: { owner: 'user' },
  closed_second_step: { owner: 'user' },
  closed_provider: { owner: 'identity_provider_admin' },
  closed_again: { owner: 'user' },
  closed_code: { owner: 'application_owner' },
  broke_after: { owner: 'admin' },
  not_allowed_after: { owner: 'admin' },
  broke_after_token: { owner: 'application_owner' },
} as const satisfies Readonly<Record<string, About>>;

/** What happened around an attempt, or the state of its account, makes of it (`turn.ts`, `account.ts`). */
export const turnCodes = {
  worth_a_look_second_steps: { owner: 'help_desk' },
  worth_a_look_address: { owner: 'help_desk' },
  second_step_attack: { owner: 'security' },
  address_guessing: { owner: 'security' },
  guessing: { owner: 'security' },
  provider_trouble: { owner: 'identity_provider_admin' },
  retrying: { owner: 'help_desk' },
  machine: { owner: 'help_desk' },
  account_disabled: { owner: 'admin' },
  account_pending: { owner: 'admin' },
} as const satisfies Readonly<Record<string, Required<About>>>;

/** Steps at which an attempt can be under way, or stop. */
export const stopCodes = {
  started: { owner: 'user' },
  started_unnamed: { owner: 'help_desk' },
  request_accepted: { owner: 'help_desk' },
  code_issued: { owner: 'application_owner' },
  sent_to_idp: { owner: 'identity_provider_admin' },
  redirected: { owner: 'identity_provider_admin' },
  idp_confirmed: { owner: 'help_desk' },
  returned: { owner: 'help_desk' },
  policy_allowed: { owner: 'help_desk' },
  policy_again: { owner: 'user' },
  policy_second_step: { owner: 'user' },
  mfa_waiting: { owner: 'user' },
  mfa_passed: { owner: 'admin' },
  other_step: { owner: 'help_desk' },
  no_result: { owner: 'help_desk' },
  not_recognised: { owner: 'help_desk' },
} as const satisfies Readonly<Record<string, Required<About>>>;

/**
 * What an event can be besides: a token that carries the second step’s challenge, a record that only closes, badly or
 * well, and one that was not read.
 */
export const asideCodes = ['challenge_token', 'closing', 'closed_well', 'not_at_hand'] as const;

export type EndCode = keyof typeof endCodes;
export type StopCode = keyof typeof stopCodes;
export type TurnCode = keyof typeof turnCodes;
export type AsideCode = (typeof asideCodes)[number];
export type EventCode = EndCode | StopCode | AsideCode;

/** Ends that leave somebody with something to do. */
export type BadEndCode = {
  [Code in EndCode]: (typeof endCodes)[Code] extends { readonly owner: Owner } ? Code : never;
}[EndCode];

export const isStopCode = (code: string): code is StopCode => Object.hasOwn(stopCodes, code);

/** Whose the next step is after an end. */
export const ownerOfEnd = (code: EndCode): Owner | undefined => {
  const about: About = endCodes[code];
  return about.owner;
};

/** The same where its surroundings turn it. @param isService whether a service account’s */
export const ownerOfTurn = (code: TurnCode, isService: boolean): Owner =>
  code === 'retrying' && isService ? 'application_owner' : turnCodes[code].owner;
