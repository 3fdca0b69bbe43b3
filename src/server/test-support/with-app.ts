import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type Micros, micros, parseInstant } from '../../contract/instant.ts';
import { type AppOptions, buildApp } from '../app.ts';
import { openStore } from '../store/open.ts';
import type { Keeping } from '../store/retention.ts';
import type { Store } from '../store/store.ts';
import { createWriter } from '../ingest/writer.ts';

/** The clock of apps in tests. */
export const frozen: Micros = parseInstant('2026-03-31T12:00:00Z') ?? micros(0n);

/** Use the composed server on a store of its own, then close it and remove its folder. For tests. */
export const withApp = async (
  options: Partial<Omit<AppOptions, 'store' | 'writer'>> & {
    readonly wrap?: (store: Store) => Store;
    readonly keeping?: Keeping;
  },
  use: (app: FastifyInstance, store: Store) => Promise<void>,
): Promise<void> => {
  const { wrap = (store) => store, keeping, ...rest } = options;
  const folder = await mkdtemp(join(tmpdir(), 'audit-app-'));
  const store = await openStore({ folder, reserveBytes: 0, ...(keeping ? { keeping } : {}) });
  const wrapped = wrap(store);
  const writer = createWriter(wrapped);
  const app = await buildApp({ store: wrapped, writer, version: '1.2.3', now: () => frozen, ...rest });
  try {
    await use(app, store);
  } finally {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  }
};

/** Post a bulk body to the webhook. */
export const postEvents = (app: FastifyInstance, body: unknown, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/v1/bulk_audit_events',
    headers: { 'content-type': 'application/json', ...headers },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  });

/** A webhook event of a sign-in. */
export const signIn = (id: string, more: object = {}) => ({
  unique_id: id,
  create_time: '2026-03-31T09:00:00Z',
  event: { event_name: 'Token', result: 'Success', ...more },
});
