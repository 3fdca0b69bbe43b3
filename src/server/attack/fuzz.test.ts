import { Agent, type IncomingMessage, request } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { problemSchema } from '../../contract/service.ts';
import { bulkAnswerSchema } from '../../contract/webhook.ts';
import { Random } from '../demo/random.ts';
import { opensPage } from '../http/page-readers.ts';
import type { Store } from '../store/store.ts';
import { withApp } from '../test-support/with-app.ts';
import { operationsOf } from '../test-support/operations.ts';
import { type AttackRequest, drawRequest } from '../test-support/requests.ts';
import { anybody } from '../store/questions/scope.ts';

// Every route of the real server, asked what a client would never ask. The same requests every time; for others, and
// more of them: FUZZ_REQUESTS=500000 FUZZ_SEED=7 npx vitest run src/server/attack/fuzz.test.ts
const count = Number(process.env['FUZZ_REQUESTS'] ?? 2_500);
const seed = Number(process.env['FUZZ_SEED'] ?? 20_260_318);
const atOnce = 8;

type Answer = { readonly status: number; readonly type: string; readonly text: string };

const send = async (
  agent: Agent,
  port: number,
  { method, path, headers, body }: AttackRequest,
): Promise<Answer> => {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(body.length) };
    const sent = request({
      agent,
      host: '127.0.0.1',
      port,
      method,
      path,
      headers: { ...headers, ...length },
    });
    sent.on('response', resolve).on('error', reject).end(body);
  });
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const { statusCode: status = 0, headers: told } = response;
  return { status, type: told['content-type'] ?? '', text: Buffer.concat(chunks).toString() };
};

/** What is wrong with an answer, whatever was asked; undefined: nothing. */
const faultOf = (
  { operation, method, headers }: AttackRequest,
  { status, type, text }: Answer,
): string | undefined => {
  if (status >= 500) return 'the server failed';
  if (status >= 400) {
    if (opensPage({ method, headers: { accept: String(headers['accept']) } }))
      return type.startsWith('text/html') ? undefined : `a refusal of type “${type}” to who opens a page`;
    if (!type.startsWith('application/problem+json')) return `a refusal of type “${type}”`;
    if (method === 'HEAD') return undefined;
    const problem = problemSchema.safeParse(JSON.parse(text));
    if (!problem.success || problem.data.status !== status) return 'a refusal that is no problem document';
    return problem.data.detail === '' ? 'a refusal without a sentence' : undefined;
  }
  if (method !== operation.method) return undefined;
  if (!operation.statuses.includes(status)) return 'a status that is not documented';
  if (status === 204) return text === '' ? undefined : 'something where nothing belongs';
  if (type.startsWith('application/json') && method === 'GET') JSON.parse(text);
  return undefined;
};

const cursorSchema = z.object({ page_at_id: z.string() });

const attack = async (
  app: FastifyInstance,
  store: Store,
): Promise<{ faults: string[]; statuses: Map<number, number>; stored: number }> => {
  await app.listen({ port: 0, host: '127.0.0.1' });
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const operations = operationsOf((await app.inject('/openapi.json')).json());
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const [faults, cursors, statuses]: [string[], string[], Map<number, number>] = [[], [], new Map()];
  let [next, stored] = [0, 0];
  const learn = ({ operation, method }: AttackRequest, { status, text }: Answer): void => {
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (status === 201) stored += bulkAnswerSchema.parse(JSON.parse(text)).success_events.length;
    const cursor =
      status === 200 && method === 'GET' && operation.query.some(({ name }) => name === 'page_at_id')
        ? cursorSchema.safeParse(JSON.parse(text)).data?.page_at_id
        : undefined;
    if (cursor !== undefined && cursors.length < 100) cursors.push(cursor);
  };
  const sender = async (): Promise<void> => {
    while (next < count && faults.length < 5) {
      const index = (next += 1);
      const drawn = drawRequest(new Random(seed, index), operations, cursors);
      const told = `request ${index}: ${drawn.method} ${drawn.path.slice(0, 300)} ${drawn.body?.toString().slice(0, 500) ?? ''}`;
      try {
        const answer = await send(agent, port, drawn);
        const fault = faultOf(drawn, answer);
        if (fault !== undefined)
          faults.push(`${told} → ${answer.status}, ${fault}: ${answer.text.slice(0, 300)}`);
        learn(drawn, answer);
      } catch (error) {
        faults.push(`${told} → ${String(error)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sender));
  agent.destroy();
  expect(await store.events.count({}, anybody)).toBe(stored);
  return { faults, statuses, stored };
};

test(
  `${count} requests to every route: none fails the server, every refusal is a problem document`,
  { timeout: 600_000 + count * 100 },
  async () =>
    withApp({}, async (app, store) => {
      const { faults, statuses, stored } = await attack(app, store);
      expect(faults).toEqual([]);
      // that most of it was understood, or it attacked nothing
      expect((statuses.get(200) ?? 0) / count).toBeGreaterThan(0.25);
      expect(stored).toBeGreaterThan(count / 100);
    }),
);
