import type { FastifyRequest } from 'fastify';
import { HttpProblem } from './problems.ts';

const json = /^application\/(?:[\w!#$&^.+-]+\+)?json$/i;

/** What is no JSON is refused before it is read: a 400 would tell the sender to discard it. */
export const whyOtherType = ({ headers }: FastifyRequest): HttpProblem | undefined => {
  const { 'content-type': type, 'content-length': length, 'transfer-encoding': transfer } = headers;
  if (type === undefined && transfer === undefined && Number(length ?? 0) === 0) return undefined; // there is no body
  if (json.test((type ?? '').split(';', 1)[0]?.trim() ?? '')) return undefined;
  const given = type === undefined ? 'This has no content type' : `“${type}” is not taken`;
  return new HttpProblem(415, `${given}: send the events as application/json.`, {
    headers: { 'accept-post': 'application/json' },
  });
};
