import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAnswerSchema } from '../../../contract/audits.ts';
import { formatInstant, microsOfMs, parseInstant } from '../../../contract/instant.ts';
import { buildApp } from '../../app.ts';
import { openStore } from '../../store/open.ts';
import { stories } from '../generate.ts';
import { loadDemo } from '../load.ts';
import { createWriter } from '../../ingest/writer.ts';

const now = Date.UTC(2026, 1, 4, 14, 20);
const options = { seed: 1, events: 4_000, days: 30 };
const told = stories({ ...options, until: microsOfMs(now) });

let folder: string;
let app: FastifyInstance;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stories-'));
  const store = await openStore({ folder });
  await loadDemo(store, now, options);
  app = await buildApp({ store, writer: createWriter(store), version: '0.0.0', isDemo: true });
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

const list = async (params: Readonly<Record<string, string>>) => {
  const answer = await app.inject({ url: '/v1/auth_audits', query: params });
  expect(answer.statusCode).toBe(200);
  return listAnswerSchema.parse(answer.json()).auth_audits;
};

test('there are twenty-four stories, each by a key of its own', () => {
  expect(new Set(told.map(({ key }) => key)).size).toBe(24);
});

test.each(told)('the API finds story $key', async ({ from, to, filters }) => {
  const range = { dt_from: formatInstant(from), dt_to: formatInstant(to) };
  expect(await list({ ...range, ...filters })).not.toHaveLength(0);
});

test.each(told.filter(({ requestId }) => requestId !== undefined))(
  'the attempt to open of story $key begins in its range',
  async ({ from, to, requestId = '' }) => {
    const first = (await list({ request_id: requestId, order: 'asc', limit: '1' }))[0];
    const time = parseInstant(first?.time ?? '') ?? 0n;
    expect(time >= from && time < to).toBe(true);
  },
);
