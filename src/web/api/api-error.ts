import type { Problem } from '../../contract/service.ts';
import { tooLongWords } from './address-length.ts';

/** Refusals of the question itself: asked again, it is refused again. */
const refusals: readonly number[] = [400, 403, 404, 405, 413, 414, 421, 431];

/** What kept an answer away: the connection, a missing token, a refusal, or an answer that makes no sense. */
type ApiErrorKind = 'network' | 'unauthorized' | 'problem' | 'unexpected';

/** The one error of the API client; its message is a sentence for the person on the page. */
export class ApiError extends Error {
  readonly kind: ApiErrorKind;
  readonly status: number | undefined;
  /** Finds the failure in the server's log. */
  readonly id: string | undefined;
  /** The time zone that was asked for, where the server does not know it. */
  readonly refusedZone: string | undefined;

  constructor(
    kind: ApiErrorKind,
    message: string,
    details: {
      readonly status?: number | undefined;
      readonly id?: string | undefined;
      readonly refusedZone?: string | undefined;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, { cause: details.cause });
    this.name = 'ApiError';
    this.kind = kind;
    this.status = details.status;
    this.id = details.id;
    this.refusedZone = details.refusedZone;
  }

  /** Whether the same question may ever be answered otherwise. */
  get repeatable(): boolean {
    return this.status === undefined || !refusals.includes(this.status);
  }

  /** Whether asking again at once may help. When too much is asked already (429) it would only be more. */
  get transient(): boolean {
    return this.kind === 'network' || (this.status !== undefined && [502, 503, 504].includes(this.status));
  }
}

export const networkError = (cause: unknown): ApiError =>
  new ApiError('network', 'The server could not be reached. Check that it is running and try again.', {
    cause,
  });

/** @param zone the time zone that was asked for, if any */
export const problemError = (problem: Problem, zone?: string): ApiError =>
  new ApiError(problem.status === 401 ? 'unauthorized' : 'problem', problem.detail, {
    ...problem,
    refusedZone: problem.errors?.some(({ parameter }) => parameter === 'tz') ? zone : undefined,
  });

export const statusError = (status: number): ApiError =>
  status === 401
    ? new ApiError('unauthorized', 'The server asks for its access token.', { status })
    : new ApiError('problem', `The server answered with an error (HTTP ${status}).`, { status });

/** What is not even sent: the server would refuse to read it. */
export const tooLongError = (): ApiError =>
  new ApiError('problem', tooLongWords('What is looked for here is'), { status: 431 });

export const unexpectedError = (path: string, cause?: unknown): ApiError =>
  new ApiError(
    'unexpected',
    `The answer of ${path} is not one that this page understands. Page and server may be of different versions: reload the page.`,
    { cause },
  );

/** The sentence to show for anything that was thrown. */
export const messageOf = (error: unknown): string =>
  error instanceof ApiError ? error.message : 'Something went wrong on this page.';
