import type { z } from 'zod';
import { problemSchema } from '../../contract/service.ts';
import { parseShown } from './shown.ts';
import { atServer } from '../lib/base-path.ts';
import { queryOf } from '../lib/marks.ts';
import { fitsAddress } from './address-length.ts';
import { networkError, problemError, statusError, tooLongError, unexpectedError } from './api-error.ts';

/** Entries of a query string: a parameter may be repeated. */
export type Entries = readonly (readonly [string, string])[];

type Options = {
  readonly query?: Entries;
  readonly signal?: AbortSignal;
  readonly method?: 'DELETE';
  readonly post?: object;
};

/** An address of the server, with what is filtered by as it is stored, whatever is shown of it. */
export const addressOf = (path: string, query: Entries): string => {
  const search = queryOf(query).toString();
  return search === '' ? path : `${path}?${search}`;
};

/** The one way to the server: status checked, network failures worded. Aborting rejects with an AbortError. */
const answerOf = async (path: string, { query = [], signal, method, post }: Options): Promise<Response> => {
  const body = post === undefined ? {} : { method: 'POST', body: JSON.stringify(post) };
  const headers = {
    accept: 'application/json',
    ...(post === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const address = addressOf(path, query);
  if (!fitsAddress(address)) throw tooLongError();
  let response: Response;
  try {
    response = await fetch(atServer(address), {
      ...(method && { method }),
      ...body,
      headers,
      signal: signal ?? null,
    });
  } catch (cause) {
    throw signal?.aborted ? cause : networkError(cause);
  }
  if (!response.ok) throw await refusalOf(response, query);
  return response;
};

/** An answer as it is shown. @throws SyntaxError when it is no JSON */
const shownAnswer = async (response: Response): Promise<unknown> => parseShown(await response.text());

const refusalOf = async (response: Response, query: Entries) => {
  const problem = problemSchema.safeParse(await shownAnswer(response).catch(() => undefined));
  return problem.success
    ? problemError(problem.data, query.find(([name]) => name === 'tz')?.[1])
    : statusError(response.status);
};

/**
 * GET a JSON answer and hold it against its schema.
 * @throws ApiError, or the AbortError of `signal`
 */
export const getJson = async <Schema extends z.ZodType>(
  schema: Schema,
  path: string,
  query?: Entries,
  signal?: AbortSignal,
): Promise<z.output<Schema>> => {
  const response = await answerOf(path, { ...(query && { query }), ...(signal && { signal }) });
  let body: unknown;
  try {
    body = await shownAnswer(response);
  } catch (cause) {
    // a connection that breaks in the middle of an answer is told apart from an answer that is no JSON
    if (signal?.aborted) throw cause;
    throw cause instanceof SyntaxError ? unexpectedError(path, cause) : networkError(cause);
  }
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw unexpectedError(path, parsed.error);
  return parsed.data;
};

/** POST a JSON body where no answer but the status matters. @throws ApiError */
export const postJson = async (path: string, body: object = {}): Promise<void> => {
  await answerOf(path, { post: body });
};

/** DELETE what is at a path. @throws ApiError */
export const deleteAt = async (path: string): Promise<void> => {
  await answerOf(path, { method: 'DELETE' });
};
