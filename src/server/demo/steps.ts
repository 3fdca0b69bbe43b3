import type { EventName, Result } from '../../contract/record.ts';

/**
 * How long a step waits after the one before: who is waited for, as milliseconds from `least` to `most`,
 * short ones far more often.
 */
export const delays = {
  /** What the platform does in one go: a redirect, a record that closes. */
  instant: { least: 2, most: 16 },
  machine: { least: 4, most: 90 },
  network: { least: 90, most: 900 },
  /** A browser that is led to the next page, and an application that collects what is meant for it. */
  browser: { least: 500, most: 2_600 },
  /** The first page: choosing where to sign in. */
  choice: { least: 900, most: 14_000 },
  /** Finding and typing a password, or choosing an account. */
  person: { least: 2_400, most: 45_000 },
  /** Reaching for a phone. */
  phone: { least: 3_500, most: 38_000 },
  /** A second step that nobody answers. */
  patience: { least: 60_000, most: 61_500 },
  /** What the platform waits for at most. */
  minutes: { least: 3 * 60_000, most: 9 * 60_000 },
  /** A page left open. */
  lunch: { least: 35 * 60_000, most: 150 * 60_000 },
} as const;
export type Delay = keyof typeof delays;

/**
 * How much is known at a step: the client; the identity provider; the name typed there (`account`); an account that
 * is nobody’s here (`stranger`) or somebody’s (`user`); their token when it only carries the second step’s challenge,
 * which belongs to no session yet; their session; the token of that session.
 */
export type Knows =
  | 'client'
  | 'provider'
  | 'account'
  | 'stranger'
  | 'user'
  | 'challenge'
  | 'session'
  | 'token';

export type FlowStep = {
  readonly name: EventName;
  readonly result: Result;
  readonly after: Delay;
  readonly knows: Knows;
};

export const step = (name: EventName, result: Result, after: Delay, knows: Knows): FlowStep => ({
  name,
  result,
  after,
  knows,
});

/** The same steps by a program, which types and chooses at once. */
export const quickly = (steps: readonly FlowStep[]): readonly FlowStep[] =>
  steps.map((each) =>
    each.after === 'choice' || each.after === 'person' ? { ...each, after: 'network' } : each,
  );
