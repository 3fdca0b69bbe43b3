import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openDestination } from '../ingest/destination.ts';
import { type ServerIdentity, announceServer, newIdentity, proofOf } from './server-file.ts';
import { proofRoutes } from '../routes/proof.ts';
import { buildApp } from '../app.ts';
import { prepared } from '../store/conformance/samples.ts';
import { openStore } from '../store/open.ts';
import { whyNotServer } from './prove-server.ts';
import { createWriter } from '../ingest/writer.ts';

const token = 'the-api-token';
const nonce = 'ab'.repeat(32);

let folder: string;
const ends: (() => unknown)[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prove-server-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  for (const end of ends.splice(0).toReversed()) await end();
  await rm(folder, { recursive: true });
});

const serve = async (identity: ServerIdentity, port = 0): Promise<{ app: FastifyInstance; url: string }> => {
  const store = await openStore({ folder });
  const app = await buildApp({ store, writer: createWriter(store), version: '0.0.0', token });
  await app.register(proofRoutes(identity));
  const url = await app.listen({ host: '127.0.0.1', port });
  ends.push(() => app.close());
  return { app, url };
};

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Another program on loopback. @returns its address, and all that it was sent */
const impostor = async (answer: Answer, port = 0) => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url?.replace(/nonce=[0-9a-f]{64}$/, 'nonce')}`);
    if (request.headers.authorization !== undefined) seen.push(request.headers.authorization);
    void answer(request, response);
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${bound}`, port: bound, seen };
};

const json =
  (value: unknown): Answer =>
  (_, response) =>
    response.setHeader('content-type', 'application/json').end(JSON.stringify(value));

const asked = ['GET /v1/proof?nonce'];

test('the server that wrote server.json proves it, without being told the token, and is given it then', async () => {
  const identity = newIdentity();
  const { url } = await serve(identity);
  await announceServer(folder, url, identity);
  const fetched = vi.spyOn(globalThis, 'fetch');
  const destination = await openDestination({ folder, token });
  expect([destination.name, destination.notices]).toEqual([`the server at ${url}`, []]);
  expect(JSON.stringify(fetched.mock.calls)).not.toContain(token);
  const event = prepared({ time: '2026-03-29T12:00:00Z', event_name: 'Token' }, 'a');
  expect(await destination.sink.send([event])).toEqual([{ status: 'success' }]);
  expect(JSON.stringify(fetched.mock.calls)).toContain(token);
});

test('the proof is documented, open, and takes a nonce and nothing else', async () => {
  const { app } = await serve(newIdentity());
  expect((await app.inject(`/v1/proof?nonce=${nonce}`)).statusCode).toBe(200);
  for (const query of [
    '',
    '?nonce=',
    '?nonce=AB',
    `?nonce=${nonce}0`,
    `?nonce=${nonce}&nonce=${nonce}`,
    `?nonce=${nonce}&x=1`,
  ])
    expect([query, (await app.inject(`/v1/proof${query}`)).statusCode]).toEqual([query, 400]);
  const { paths } = (await app.inject('/openapi.json')).json<{ paths: Record<string, unknown> }>();
  expect(Object.keys(paths)).toContain('/v1/proof');
});

test('every part of a proof counts', () => {
  const identity = { pid: 7, secret: '0'.repeat(64) };
  const at = { address: '127.0.0.1', port: 80 };
  const all = [
    proofOf(identity, nonce, at),
    proofOf({ ...identity, pid: 8 }, nonce, at),
    proofOf({ ...identity, secret: '1'.repeat(64) }, nonce, at),
    proofOf(identity, 'cd'.repeat(32), at),
    proofOf(identity, nonce, { ...at, port: 81 }),
    proofOf(identity, nonce, { ...at, address: '127.0.0.2' }),
  ];
  expect(new Set(all).size).toBe(all.length);
  expect(proofOf(identity, nonce, { ...at, address: '::ffff:127.0.0.1' })).toBe(all[0]);
});

test.each<[string, Answer, string[]]>([
  ['says that it is one', json({ version: '1.0.0', demo: false, auth: 'token' }), asked],
  ['takes everything', json({ success_events: [], discard_events: [], retry_events: [] }), asked],
  ['makes a proof up', json({ proof: '0'.repeat(64) }), asked],
  ['gives an empty proof', json({ proof: '' }), asked],
  [
    'gives back what it is asked',
    ({ url }, response) => json({ proof: url?.slice(-64) })({} as IncomingMessage, response),
    asked,
  ],
  [
    'asks for the token',
    (_, response) => response.writeHead(401, { 'www-authenticate': 'Bearer' }).end(),
    asked,
  ],
  [
    'sends on to elsewhere',
    (_, response) => response.writeHead(307, { location: '/elsewhere' }).end(),
    asked,
  ],
  [
    'never ends',
    (_, response) => {
      response.on('drain', () => response.write('x'.repeat(65_536))).write('x'.repeat(1_048_576));
    },
    asked,
  ],
  ['hangs up', ({ socket }) => socket.destroy(), asked],
])(
  'a program on the address of a killed server that %s gets neither token nor records',
  async (_, answer, seen) => {
    const other = await impostor(answer);
    await announceServer(folder, other.url, newIdentity());
    const destination = await openDestination({ folder, token });
    ends.push(destination.close);
    expect(destination.name).toBe(`the data folder ${folder}`);
    expect(destination.notices).toEqual([
      expect.stringMatching(/^(What listens at|No server answers at) http/),
    ]);
    expect(other.seen).toEqual(seen);
  },
);

test('a program that passes the question on to the server gets an answer of no use', async () => {
  const identity = newIdentity();
  const { url } = await serve(identity);
  const other = await impostor(async (request, response) => {
    response.end(await (await fetch(`${url}${request.url}`)).text());
  });
  expect(await whyNotServer({ ...identity, url })).toBeUndefined();
  expect(await whyNotServer({ ...identity, url: other.url })).toMatch(
    /is not the server that wrote server\.json/,
  );
});

test('nor does one that takes the address in the midst of an import', async () => {
  const identity = newIdentity();
  const { app, url } = await serve(identity);
  await announceServer(folder, url, identity);
  const { sink } = await openDestination({ folder, token });
  const event = (id: string) => prepared({ time: '2026-03-29T12:00:00Z', event_name: 'Token' }, id);
  expect(await sink.send([event('a')])).toEqual([{ status: 'success' }]);
  await app.close();
  const other = await impostor(json({ proof: '0'.repeat(64) }), Number(new URL(url).port));
  await expect(sink.send([event('b')])).rejects.toThrow(/is not the server that wrote server\.json/);
  expect(other.seen).toEqual(asked);
});

test('a server whose process has ended is recognised, and its address is not even asked', async () => {
  const child = spawn(process.execPath, ['--eval', '']);
  await once(child, 'exit');
  const other = await impostor(json({}));
  await announceServer(folder, other.url, { ...newIdentity(), pid: child.pid ?? 0 });
  const destination = await openDestination({ folder, token });
  ends.push(destination.close);
  expect(destination.notices).toEqual([
    `A server that has ended without taking it away (process ${child.pid}) left server.json.`,
  ]);
  expect(other.seen).toEqual([]);
});

test.each([
  'http://192.0.2.1:8080',
  'http://0.0.0.0:8080',
  'http://localhost:8080',
  'http://127.0.0.1.example:8080',
  'http://127.0.0.1@192.0.2.1:8080',
  'http://127.0.0.1:80@192.0.2.1',
  'http://[::ffff:192.0.2.1]:8080',
  'http://[fe80::1]:8080',
  'http://169.254.169.254',
])('nothing is sent beyond loopback: %s', async (url) => {
  const fetched = vi.spyOn(globalThis, 'fetch');
  expect(await whyNotServer({ ...newIdentity(), url })).toMatch(
    /sends tokens and records to loopback only\.$/,
  );
  expect(fetched).not.toHaveBeenCalled();
});
