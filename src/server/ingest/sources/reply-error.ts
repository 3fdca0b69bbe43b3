import { msOfMicros } from '../../../contract/instant.ts';
import { PlatformError, type ApiProblem } from './platform-error.ts';
import { retryAfterMs } from './retry-after.ts';
import type { Secrets } from './secrets.ts';
import type { RawReply } from './transport.ts';

const problems: Readonly<Record<number, ApiProblem>> = {
  400: 'bad_request',
  401: 'unauthorized',
  403: 'forbidden',
  407: 'proxy',
  408: 'unavailable',
  413: 'too_large',
  422: 'bad_request',
  429: 'busy',
};

const problemOf = (status: number): ApiProblem => {
  if (status >= 300 && status < 400) return 'redirect';
  return problems[status] ?? (status >= 500 ? 'unavailable' : 'status');
};

/** What came, as far as a message shows it: empty for nothing. */
const quoteOf = ({ bytes }: RawReply, secrets: Secrets): string => {
  const text = secrets.quoted(bytes.toString());
  return text === '' ? '' : `: “${text}”`;
};

/** An answer whose status says that it is none. */
export const replyStatusError = (reply: RawReply, secrets: Secrets, nowMs: number): PlatformError => {
  const { host, status, date } = reply;
  const problem = problemOf(status);
  const circumstances = {
    status,
    date,
    retryAfterMs: retryAfterMs(reply.header('retry-after'), date === undefined ? nowMs : msOfMicros(date)),
  };
  if (problem !== 'redirect')
    return new PlatformError(problem, `${host} answered ${status}${quoteOf(reply, secrets)}.`, circumstances);
  // what follows the path may sign somebody in
  const to = secrets.quoted((reply.header('location') ?? 'nowhere').replace(/[?#].*$/s, ''));
  const message = `${host} answered ${status}, which leads to ${to}; an audit goes nowhere but where it is told.`;
  return new PlatformError(problem, message, circumstances);
};

/** An answer that is no JSON, or ends in the midst of it. */
export const noJsonError = (reply: RawReply, isUnfinished: boolean, secrets: Secrets): PlatformError => {
  const { host, status, date } = reply;
  if (isUnfinished && reply.bytes.length > 0)
    return new PlatformError('cut', `The answer of ${host} was cut off${quoteOf(reply, secrets)}.`, {
      status,
      date,
    });
  const type = secrets.quoted(reply.header('content-type') ?? 'nothing that it names');
  const message = `${host} answered with ${type} in place of JSON${quoteOf(reply, secrets)}.`;
  return new PlatformError('not_json', message, { status, date });
};
