import type { Micros } from '../../../contract/instant.ts';

/** A record that the platform keeps. */
export type PlatformRecord = {
  readonly time: Micros;
  /** With its `time` as text. */
  readonly record: Readonly<Record<string, unknown>>;
  /** When it appears in answers, in milliseconds of the platform's clock; at once unless given. */
  readonly appears?: number;
};

/** How an API can differ from its documentation. */
export type AuditHabits = {
  /** Most records in an answer, whatever was asked for; told as `limit` unless hidden. */
  readonly cap?: { readonly records: number; readonly isHidden?: boolean };
  /** To milliseconds: the times in answers, and those of `dt_from` and `dt_to`. */
  readonly times?: 'rounded' | 'truncated';
  readonly bounds?: 'rounded' | 'truncated';
  /** Parameters that are ignored. */
  readonly ignores?: readonly string[];
  /** Whoever asks may see none. */
  readonly isBlind?: boolean;
  /** What is asked from before that many milliseconds ago is a 400. */
  readonly keepsMs?: number;
  /** Records of one instant come in the other order. */
  readonly turnsTies?: boolean;
};

export type AuditsAnswer =
  | {
      readonly status: 200;
      readonly body: {
        readonly auth_audits: readonly Readonly<Record<string, unknown>>[];
        readonly limit: number;
      };
    }
  | { readonly status: 400; readonly body: { readonly error_message: string } };

/**
 * What `GET /v1/auth_audits` answers.
 * @param records sorted by time, the oldest first
 * @param nowMs the platform's clock
 */
export const answerAudits = (
  _records: readonly PlatformRecord[],
  _params: Readonly<Record<string, string>>,
  _habits: AuditHabits = {},
  _nowMs: number = Date.now(),
): AuditsAnswer => ({ status: 200, body: { auth_audits: [], limit: 500 } });
