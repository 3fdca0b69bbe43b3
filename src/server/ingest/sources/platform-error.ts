import type { Micros } from '../../../contract/instant.ts';

/** What went wrong with a request, or with what came back. */
export type ApiProblem =
  | 'unreachable'
  | 'name'
  | 'tls'
  | 'proxy'
  | 'timeout'
  | 'cut'
  | 'clock'
  | 'unauthorized'
  | 'forbidden'
  | 'bad_request'
  | 'too_large'
  | 'busy'
  | 'unavailable'
  | 'redirect'
  | 'not_json'
  | 'status';

type Circumstances = {
  readonly status?: number | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly date?: Micros | undefined;
};

/** Why a request brought nothing. The message is a sentence for whoever runs the server; it holds no secret. */
export class PlatformError extends Error {
  override readonly name = 'PlatformError';
  readonly problem: ApiProblem;
  readonly status: number | undefined;
  /** How long the API asks to be left alone, at most 15 minutes. */
  readonly retryAfterMs: number | undefined;
  /** The API's own clock, where it answered. */
  readonly date: Micros | undefined;

  constructor(
    problem: ApiProblem,
    message: string,
    { status, retryAfterMs, date }: Circumstances = {},
    cause?: unknown,
  ) {
    super(message, { cause });
    this.problem = problem;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
    this.date = date;
  }
}
