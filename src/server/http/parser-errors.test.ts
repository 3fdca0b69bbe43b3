import { once } from 'node:events';
import { connect } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { expect, test } from 'vitest';
import { maxHeaderBytes } from '../../contract/address.ts';
import { problemSchema } from '../../contract/service.ts';
import { signIn, postEvents, withApp } from '../test-support/with-app.ts';

const listen = async (app: FastifyInstance): Promise<number> => {
  await app.listen({ port: 0, host: '127.0.0.1' });
  const address = app.server.address();
  return typeof address === 'object' && address ? address.port : 0;
};

/** Send bytes as they are and read what comes until the connection is closed. */
const sendRaw = async (port: number, request: string): Promise<string> => {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  socket.write(request, 'latin1');
  await once(socket, 'close');
  return answer;
};

const host = 'Host: 127.0.0.1\r\n';
const post = `POST /v1/bulk_audit_events HTTP/1.1\r\n${host}Content-Type: application/json\r\n`;

test.each([
  ['what is no HTTP', 'hello\r\n\r\n', 400, 'Invalid method'],
  ['an unknown method', `FOO / HTTP/1.1\r\n${host}\r\n`, 400, 'Invalid method'],
  ['another version', `GET / HTTP/9.9\r\n${host}\r\n`, 400, 'Invalid HTTP version'],
  ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'no request in HTTP/1.1'],
  ['a header without a value', `GET / HTTP/1.1\r\n${host}bad header\r\n\r\n`, 400, 'Invalid header token'],
  ['a control character', `GET / HTTP/1.1\r\n${host}a: \x01\r\n\r\n`, 400, 'Invalid header value'],
  ['NUL in an address', `GET /v1/a\0b HTTP/1.1\r\n${host}\r\n`, 400, 'Invalid char'],
  ['no host', 'GET /v1/about HTTP/1.1\r\n\r\n', 400, 'no Host header'],
  ['an expectation', `GET /v1/about HTTP/1.1\r\n${host}Expect: 200-ok\r\n\r\n`, 417, 'not “200-ok”'],
  ['a tunnel', `CONNECT 127.0.0.1:1 HTTP/1.1\r\n${host}\r\n`, 405, 'no proxy'],
  ['two lengths', `${post}Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}`, 400, 'Content-Length'],
  ['a length below 0', `${post}Content-Length: -1\r\n\r\n`, 400, 'Content-Length'],
  ['length and chunks', `${post}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 400, ''],
  ['no chunks', `${post}Transfer-Encoding: gzip\r\n\r\nabc`, 400, 'Transfer-Encoding'],
  ['a chunk without a size', `${post}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, 400, 'chunk size'],
  [
    'a chunk’s long extension',
    `${post}Transfer-Encoding: chunked\r\n\r\n1;${'a'.repeat(20_000)}`,
    413,
    '16384',
  ],
  [
    'an address too long',
    `GET /v1/about?${'a'.repeat(maxHeaderBytes)} HTTP/1.1\r\n${host}\r\n`,
    431,
    `exceed ${maxHeaderBytes} bytes`,
  ],
  [
    'headers too long',
    `GET /v1/about HTTP/1.1\r\n${host}a: ${'a'.repeat(maxHeaderBytes)}\r\n\r\n`,
    431,
    `exceed ${maxHeaderBytes} bytes`,
  ],
])('%s is a problem document', async (_, request, status, detail) =>
  withApp({}, async (app) => {
    const answer = await sendRaw(await listen(app), request);
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(head).toMatch(/^content-type: application\/problem\+json; charset=utf-8$/im);
    expect(head).toMatch(/^connection: close$/im);
    expect(head).toMatch(/^content-security-policy: default-src 'none';.*frame-ancestors 'none'$/im);
    expect(head).toMatch(/^x-content-type-options: nosniff$/im);
    expect(head).toMatch(new RegExp(`^content-length: ${Buffer.byteLength(body)}$`, 'im'));
    const problem = problemSchema.parse(JSON.parse(body));
    expect(problem).toMatchObject({ status, detail: expect.stringContaining(detail) as string });
  }),
);

const browser = `${host}Sec-Fetch-Mode: navigate\r\nAccept: text/html,*/*;q=0.8\r\nCookie: a=b\r\n`;

test.each([
  ['an address too long', `GET /users/${'a'.repeat(maxHeaderBytes)} HTTP/1.1\r\n${browser}\r\n`, 431],
  [
    'an address as long as browsers send',
    `GET /users/${'a'.repeat(2_000_000)} HTTP/1.1\r\n${browser}\r\n`,
    431,
  ],
  ['a control character', `GET / HTTP/1.1\r\n${browser}a: \x01\r\n\r\n`, 400],
  ['an expectation', `GET / HTTP/1.1\r\n${browser}Expect: 200-ok\r\n\r\n`, 417],
])('%s is a page for who opens an address', async (_, request, status) =>
  withApp({}, async (app) => {
    const [head = '', body = ''] = (await sendRaw(await listen(app), request)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(head).toMatch(/^content-type: text\/html; charset=utf-8$/im);
    expect(head).toMatch(/^content-security-policy: default-src 'none'; style-src 'sha256-/im);
    expect(body).toContain('<a href="/">');
    expect(body).toContain(`(${status})</h1>`);
  }),
);

test('a client that goes away in a head that is too long is forgotten', async () =>
  withApp({}, async (app) => {
    const port = await listen(app);
    const part = `GET /users/${'a'.repeat(300_000)}`;
    for (const leave of ['end', 'destroy'] as const) {
      const socket = connect(port, '127.0.0.1').resume();
      socket.write(part, () => socket[leave]());
      await once(socket, 'close');
      expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    }
  }));

test('a body that was waited for is taken', async () =>
  withApp({}, async (app) => {
    const expecting = `${post}Connection: close\r\nExpect: 100-continue\r\nContent-Length: 13\r\n\r\n{"events":[]}`;
    expect(await sendRaw(await listen(app), expecting)).toMatch(/^HTTP\/1\.1 100 .*\r\nHTTP\/1\.1 201 /s);
  }));

test('pages of ids and values that fill an address', async () =>
  withApp({}, async (app) => {
    const id = 'é/?#%'.repeat(6_600);
    await postEvents(app, { events: [signIn('a', { user_id: id, request_id: id, session: id })] });
    const url = `http://127.0.0.1:${await listen(app)}`;
    const encoded = encodeURIComponent(id);
    expect(encoded.length).toBeGreaterThan(100_000);
    for (const path of [
      `/v1/auth_users/${encoded}`,
      `/v1/auth_attempts/${encoded}`,
      `/v1/auth_sessions/${encoded}`,
      `/v1/auth_audits?user_id=${encoded}`,
    ]) {
      const response = await fetch(`${url}${path}`);
      expect([path.slice(0, 20), response.status]).toEqual([path.slice(0, 20), 200]);
      expect(await response.text()).toContain('é/?#%é/?#%');
    }
  }));
