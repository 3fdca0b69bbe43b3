import { once } from 'node:events';
import { type Socket, connect } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { expect, test, vi } from 'vitest';
import { postEvents, signIn, withApp } from '../test-support/with-app.ts';
import { type BodyLimits, HeldBodies } from './receive-body.ts';
import { patience } from '../test-support/patience.ts';

const sockets: Socket[] = [];

const kibibyte = 1024;

/** A sender on a connection of its own, which says how long its body is and sends as much of it as it is told. */
class Sender {
  readonly socket: Socket;
  /** What it was answered so far. */
  heard = '';
  /** All that it was answered, when the connection has been closed. */
  readonly closed: Promise<string>;

  constructor(url: URL, length: number | 'chunked', more = '') {
    this.socket = connect(Number(url.port), url.hostname);
    sockets.push(this.socket);
    this.socket.on('data', (bytes) => (this.heard += String(bytes)));
    this.socket.on('error', () => undefined);
    this.closed = once(this.socket, 'close').then(() => this.heard);
    const told = length === 'chunked' ? 'Transfer-Encoding: chunked' : `Content-Length: ${length}`;
    this.socket.write(
      `POST /v1/bulk_audit_events HTTP/1.1\r\nHost: ${url.host}\r\nContent-Type: application/json\r\n${told}\r\n${more}\r\n`,
    );
  }

  /** Send bytes, and wait until they are on their way. */
  async send(bytes: string): Promise<void> {
    await new Promise<void>((resolve) => {
      this.socket.write(bytes, () => resolve());
    });
  }

  async answer(): Promise<string> {
    await vi.waitUntil(() => /\r\n\r\n.*[}]/s.test(this.heard), { timeout: patience });
    return this.heard;
  }
}

const withServer = (
  bodyLimits: Partial<BodyLimits>,
  use: (url: URL, app: FastifyInstance) => Promise<void>,
): Promise<void> =>
  withApp({ bodyLimits }, async (app) => {
    try {
      await use(new URL(await app.listen({ host: '127.0.0.1', port: 0 })), app);
    } finally {
      for (const socket of sockets.splice(0)) socket.destroy();
    }
  });

const statusOf = (answer: string): number => Number(answer.slice('HTTP/1.1 '.length).slice(0, 3));
const isProblem = /\r\ncontent-type: application\/problem\+json/i;

test('a body that stops is answered 408 and its connection closed; what comes whole meanwhile is stored', async () =>
  withServer({ stallMs: 500 }, async (url, app) => {
    const half = new Sender(url, 1_000);
    await half.send('{"events":[');
    expect((await postEvents(app, { events: [signIn('a')] })).statusCode).toBe(201);
    const answer = await half.closed;
    expect([statusOf(answer), answer]).toEqual([408, expect.stringMatching(isProblem)]);
    expect(answer).toContain('The body stopped: nothing of it has come for 0.5 s.');
  }));

test('a body that comes byte by byte has to be whole in time, too', async () =>
  withServer({ stallMs: 10_000, wholeMs: 600 }, async (url) => {
    const slow = new Sender(url, 'chunked');
    const drip = setInterval(() => slow.socket.write('1\r\n \r\n'), 20);
    const answer = await slow.closed.finally(() => clearInterval(drip));
    expect([statusOf(answer), answer]).toEqual([408, expect.stringMatching(/not whole after 0\.6 s/)]);
  }));

test('half-sent bodies hold no more than is allowed in all, others are told to come again, and all of them are cut', async () =>
  withServer({ stallMs: 1_500, heldBytes: 300 * kibibyte }, async (url, app) => {
    const piece = ' '.repeat(100 * kibibyte);
    const senders = Array.from({ length: 8 }, () => new Sender(url, 'chunked'));
    await Promise.all(senders.map((sender) => sender.send(`19000\r\n${piece}\r\n`)));
    // a body that tells its length is refused before it is read
    const told = new Sender(url, 310 * kibibyte);
    const refused = await told.answer();
    expect([statusOf(refused), refused]).toEqual([429, expect.stringMatching(/\r\nretry-after: 2\r\n/i)]);
    expect(refused).toMatch(/Too busy\. Bodies of \d MiB are being taken in already\./);
    const answers = await Promise.all(senders.map(({ closed }) => closed));
    expect(answers.map(statusOf)).toEqual(senders.map(() => 408));
    // nor can that one keep its connection by never sending what it was not asked for
    expect(await told.closed).toBe(refused);
    // nothing of them is held any longer
    expect((await postEvents(app, `{"events":[]${piece.repeat(2)}}`)).statusCode).toBe(201);
  }));

test('a body for which there is no room is read to its end, and then told to come again', async () =>
  withServer({ stallMs: 5_000, heldBytes: 150 * kibibyte }, async (url, app) => {
    const first = new Sender(url, 'chunked');
    await first.send(`19000\r\n${' '.repeat(100 * kibibyte)}\r\n`);
    const second = new Sender(url, 'chunked');
    await second.send(`19000\r\n${' '.repeat(100 * kibibyte)}\r\n`);
    await second.send('0\r\n\r\n');
    const answer = await second.answer();
    expect([statusOf(answer), answer]).toEqual([429, expect.stringMatching(isProblem)]);
    await first.send('d\r\n{"events":[]}\r\n0\r\n\r\n');
    expect(statusOf(await first.answer())).toBe(201);
    expect((await postEvents(app, { events: [signIn('a')] })).statusCode).toBe(201);
  }));

test('one body is taken whatever the bound when it is alone, and a sender that goes away holds nothing', async () =>
  withServer({ heldBytes: 1 }, async (url, app) => {
    expect((await postEvents(app, { events: [signIn('a')] })).statusCode).toBe(201);
    const gone = new Sender(url, 1_000);
    await gone.send('{"events":[');
    const others: Sender[] = [];
    const isTold = () => {
      others.push(new Sender(url, 1_000));
      return others.some(({ heard }) => heard.startsWith('HTTP/1.1 429 '));
    };
    await expect.poll(isTold, { timeout: patience }).toBe(true);
    gone.socket.destroy();
    const isTaken = async () => (await postEvents(app, { events: [signIn('b')] })).statusCode;
    await expect.poll(isTaken, { timeout: patience }).toBe(201);
  }));

test('one body more has room up to the limit, or when nothing else is held', () => {
  const held = new HeldBodies(10);
  expect(held.hasRoom(99)).toBe(true);
  held.add(4);
  expect([held.hasRoom(6), held.hasRoom(7), held.hasRoom(7, 4)]).toEqual([true, false, true]);
});
