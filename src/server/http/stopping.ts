import type { FastifyInstance } from 'fastify';
import { webhookPath } from './access.ts';
import { HttpProblem } from './problems.ts';

/** What tells how the server is, and the webhook, which says by itself that it takes nothing more. */
const answeredToTheEnd = new Set(['/healthz', '/readyz', webhookPath]);

/** Refuse what comes while the server stops; what has begun is answered to its end. */
export const refuseWhileStopping = (app: FastifyInstance, isStopping: () => boolean): void => {
  app.addHook('onRequest', async ({ routeOptions: { url } }) => {
    if (!isStopping() || (url !== undefined && answeredToTheEnd.has(url))) return;
    throw new HttpProblem(503, 'The server is stopping.', {
      headers: { 'retry-after': '5', connection: 'close' },
    });
  });
};
