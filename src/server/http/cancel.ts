import type { FastifyReply } from 'fastify';

/** A signal that aborts when the client goes away before it is answered: the query then stops too. */
export const signalOf = (reply: FastifyReply): AbortSignal => {
  const stop = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) stop.abort(new Error('The client has gone.'));
  });
  return stop.signal;
};
