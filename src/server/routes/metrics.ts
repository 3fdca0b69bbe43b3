import type { FastifyInstance } from 'fastify';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { webhookPath } from '../http/access.ts';
import type { Context } from './context.ts';
import { countStored } from '../answers/stored.ts';
import { sourceGauges } from './source-metrics.ts';

/** `GET /metrics`, in the format of Prometheus: the process, requests by route, the queue and the store. */
export const metricsRoutes =
  (context: Context) =>
  async (app: FastifyInstance): Promise<void> => {
    const { store, waiting, tooOld, findingDaysWaiting, signIns } = context;
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    const registers = [registry];
    const seconds = new Histogram({
      name: 'auth_audit_request_seconds',
      help: 'Time to answer, by route and status.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    });
    const refused = new Counter({
      name: 'auth_audit_webhook_refused_total',
      help: 'Bulk bodies answered with 429 because nothing more could be taken.',
      registers,
    });
    const ownGauge = (name: string, help: string, read: () => number | Promise<number>) =>
      new Gauge({
        name,
        help,
        registers,
        async collect() {
          this.set(await read());
        },
      });
    ownGauge('auth_audit_events_stored', 'Events in the store.', async () => countStored(store));
    ownGauge('auth_audit_events_waiting', 'Events taken in and not yet stored.', waiting);
    ownGauge(
      'auth_audit_finding_days_waiting',
      'Past days of which findings are not kept yet: they are looked for when asked for.',
      findingDaysWaiting,
    );
    registry.registerMetric(
      new Counter({
        name: 'auth_audit_events_too_old_total',
        help: 'Events that were not taken, as they are older than AUTH_AUDIT_RETENTION keeps them.',
        registers: [],
        collect() {
          this.reset();
          this.inc(tooOld());
        },
      }),
    );
    registry.registerMetric(
      new Counter({
        name: 'auth_audit_sign_ins_total',
        help: 'Sign-ins to the audit, by what became of them. Requests that carry the right bearer are none.',
        labelNames: ['outcome'],
        registers: [],
        collect() {
          this.reset();
          for (const [outcome, count] of Object.entries(signIns.counts)) this.inc({ outcome }, count);
        },
      }),
    );
    for (const gauge of sourceGauges(context)) registry.registerMetric(gauge);
    app.addHook('onResponse', async (request, reply) => {
      const route = request.routeOptions.url ?? 'none';
      seconds.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
      if (route === webhookPath && reply.statusCode === 429) refused.inc();
    });
    app.get('/metrics', { schema: { hide: true } }, async (_, reply) =>
      reply.header('content-type', registry.contentType).send(await registry.metrics()),
    );
  };
