import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { Problem } from '../../contract/service.ts';
import {
  AlreadyRunning,
  BadBody,
  BadParameter,
  BusyError,
  NothingThere,
  TooManyEvents,
} from '../request-errors.ts';
import { errorPage, errorPagePolicy } from './error-page.ts';
import { opensPage } from './page-readers.ts';
import { StoreError, type StoreErrorCode } from '../store/store-error.ts';

export const problemType = 'application/problem+json; charset=utf-8';

/** A request that cannot be answered, with the sentence the client is told. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly errors: Problem['errors'];
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    status: number,
    detail: string,
    more: { errors?: Problem['errors']; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail);
    this.name = 'HttpProblem';
    this.status = status;
    this.errors = more.errors;
    this.headers = more.headers ?? {};
  }
}

/** What is wrong by name: a repeated parameter's, which may itself hold a slash; a body's members by dots. */
const nameAt = (path: string, context: FastifyError['validationContext']): string =>
  context === 'body' ? path.slice(1).replaceAll('/', '.') : path.slice(1).replace(/\/\d+$/, '');

const fromValidation = (error: FastifyError): HttpProblem => {
  const errors = (error.validation ?? []).map(({ instancePath, message }) => ({
    parameter: nameAt(instancePath, error.validationContext),
    detail: message ?? 'is not valid',
  }));
  const where = error.validationContext === 'body' ? 'Property' : 'Parameter';
  const sentences = errors.map(({ parameter, detail }) =>
    parameter === '' ? `The ${error.validationContext}: ${detail}.` : `${where} “${parameter}”: ${detail}.`,
  );
  return new HttpProblem(400, sentences.join(' '), { errors });
};

const storeProblems: Readonly<Record<StoreErrorCode, (message: string) => HttpProblem>> = {
  unwritable: (message) =>
    new HttpProblem(429, `Nothing can be stored now. ${message}`, { headers: { 'retry-after': '5' } }),
  busy: (message) => new HttpProblem(429, message, { headers: { 'retry-after': '5' } }),
  // the question is at fault: asked again, it is answered so again
  slow: (message) => new HttpProblem(422, message),
  large: (message) => new HttpProblem(422, message),
  damaged: (message) => new HttpProblem(500, message),
  failed: () =>
    new HttpProblem(503, 'The storage could not answer. Try again.', { headers: { 'retry-after': '1' } }),
};

const problemOf = (error: FastifyError): HttpProblem => {
  if (error instanceof HttpProblem) return error;
  if (error instanceof BadParameter)
    return new HttpProblem(400, error.message, {
      errors: [{ parameter: error.parameter, detail: error.detail }],
    });
  if (error instanceof BadBody) {
    const { at: parameter, message: detail } = error;
    return new HttpProblem(400, detail, parameter === '' ? {} : { errors: [{ parameter, detail }] });
  }
  if (error instanceof AlreadyRunning) return new HttpProblem(409, error.message);
  if (error instanceof TooManyEvents) return new HttpProblem(413, error.message);
  if (error instanceof NothingThere) return new HttpProblem(404, error.message);
  if (hasZodFastifySchemaValidationErrors(error) || error.validation) return fromValidation(error);
  if (error instanceof StoreError) return storeProblems[error.code](error.message);
  if (error instanceof BusyError)
    return new HttpProblem(429, `Too busy. ${error.message}`, { headers: { 'retry-after': '1' } });
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return new HttpProblem(415, 'Only application/json is taken here.');
  const status = error.statusCode ?? 500;
  if (status < 500) return new HttpProblem(status, error.message);
  return new HttpProblem(500, 'The server made a mistake. Its log knows more under this id.');
};

/**
 * Answer with a problem document, or with a page that says the same to who opened the address to read one. `id` is the
 * request's, under which the log tells more.
 */
const sendProblem = (request: FastifyRequest, reply: FastifyReply, problem: HttpProblem, base: string) => {
  const body: Problem = {
    type: 'about:blank',
    title: STATUS_CODES[problem.status] ?? 'Error',
    status: problem.status,
    detail: problem.message,
    instance: request.originalUrl.split('?', 1)[0] ?? '/',
    id: request.id,
    ...(problem.errors ? { errors: problem.errors } : {}),
  };
  reply.code(problem.status).headers(problem.headers).header('vary', 'accept');
  if (opensPage(request))
    return reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', errorPagePolicy)
      .serializer((text: unknown) => String(text))
      .send(errorPage({ ...body, base }));
  return reply
    .header('content-type', problemType)
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(body);
};

/**
 * Every error becomes a problem document; those of our own making are logged whole.
 * @param base what stands before the server’s paths
 */
export const handleProblems = (app: FastifyInstance, base: string): void => {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (reply.raw.destroyed) return reply; // the client has gone; nobody is left to tell
    const problem = problemOf(error);
    if (problem.status >= 500) request.log.error({ err: error }, 'request failed');
    return sendProblem(request, reply, problem, base);
  });
};
