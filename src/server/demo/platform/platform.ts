import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { formatInstant, microsOfMs } from '../../../contract/instant.ts';
import { type AuditHabits, type PlatformRecord, answerAudits } from './answer-audits.ts';
import { type PlatformUser, answerGuids, answerUsers } from './directory.ts';
import type { ServiceAccount } from './service-account.ts';
import { Tokens } from './tokens.ts';

/** A request as it came. */
export type PlatformRequest = { readonly path: string; readonly params: Readonly<Record<string, string>> };

/** What is answered in place of what would be, or how the answer fails to come. */
export type PlatformFault =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  /** The connection ends after so many bytes of the answer’s body. */
  | { readonly cutAfter: number }
  /** Nothing comes, or nothing more after the head of the answer. */
  | { readonly hangs: 'before' | 'within' };

export type PlatformOptions = {
  readonly accounts: readonly ServiceAccount[];
  /** In any order. */
  readonly records?: readonly PlatformRecord[];
  readonly users?: readonly PlatformUser[];
  readonly host?: string;
  readonly port?: number;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** So long it takes to answer at first, in milliseconds. */
  readonly answerMs?: number;
  /** Key and certificate, for HTTPS. */
  readonly tls?: { readonly key: string; readonly cert: string };
};

const byTime = (one: PlatformRecord, other: PlatformRecord): number =>
  one.time < other.time ? -1 : one.time > other.time ? 1 : 0;

/**
 * An identity platform as its documentation describes it, on this machine: it signs service accounts in and answers its
 * audit and its directory. How it differs from that can be set while it runs.
 */
export class Platform {
  habits: AuditHabits & {
    /** What its clock is ahead, in milliseconds. */
    readonly clockOffMs?: number;
    /** Whoever asks is told that it may not. */
    readonly isForbidden?: boolean;
    /** A program that signs in is recorded, as people are. */
    readonly recordsPrograms?: boolean;
  } = {};
  /** What goes wrong with a request; undefined for nothing. */
  fault: (request: PlatformRequest) => PlatformFault | undefined = () => undefined;
  users: readonly PlatformUser[];
  /** So long it takes to answer, in milliseconds. */
  answerMs: number;
  readonly tokens: Tokens;
  /** All so far, the oldest first. */
  readonly requests: PlatformRequest[] = [];
  #records: readonly PlatformRecord[];
  readonly #server: Server;
  readonly #options: PlatformOptions;

  private constructor(options: PlatformOptions) {
    this.#options = options;
    this.#records = (options.records ?? []).toSorted(byTime);
    this.users = options.users ?? [];
    this.answerMs = options.answerMs ?? 0;
    this.tokens = new Tokens(options.accounts);
    const listener = (request: IncomingMessage, response: ServerResponse): void => {
      this.#answer(request, response).catch(() => response.destroy());
    };
    this.#server = options.tls ? createSecureServer(options.tls, listener) : createServer(listener);
  }

  static async start(options: PlatformOptions): Promise<Platform> {
    const platform = new Platform(options);
    const { port = 0, host = '127.0.0.1' } = options;
    await new Promise<void>((resolve, reject) => {
      platform.#server.once('error', reject).listen(port, host, resolve);
    });
    return platform;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Where both its API and its issuer of tokens are. */
  get url(): string {
    const { host = '127.0.0.1', tls } = this.#options;
    return `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${this.port}`;
  }

  /** Sorted by time, the oldest first. */
  get records(): readonly PlatformRecord[] {
    return this.#records;
  }

  add(records: readonly PlatformRecord[]): void {
    this.#records = [...this.#records, ...records].toSorted(byTime);
  }

  count(path: string): number {
    return this.requests.filter((request) => request.path === path).length;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }

  get #now(): number {
    return (this.#options.now ?? Date.now)() + (this.habits.clockOffMs ?? 0);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://platform');
    const asked = { path: url.pathname, params: Object.fromEntries(url.searchParams) };
    const body = await text(request);
    this.requests.push(asked);
    response.setHeader('Date', new Date(this.#now).toUTCString());
    if (this.answerMs > 0) await setTimeout(this.answerMs);
    const fault = this.fault(asked);
    if (fault && 'hangs' in fault) {
      if (fault.hangs === 'within')
        response.writeHead(200, { 'content-type': 'application/json' }).write('{');
      return;
    }
    if (fault && 'status' in fault) {
      response.writeHead(fault.status, fault.headers).end(fault.body);
      return;
    }
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const answered =
      request.method === 'POST' && asked.path === '/token'
        ? await this.#token(new URLSearchParams(body), bearer)
        : this.#api(asked, bearer);
    const json = Buffer.from(JSON.stringify(answered.body));
    response.writeHead(answered.status, {
      'content-type': 'application/json',
      'content-length': json.length,
    });
    if (!fault) response.end(json);
    else response.write(json.subarray(0, fault.cutAfter), () => response.destroy());
  }

  async #token(form: URLSearchParams, bearer: string | undefined) {
    const { account, ...answer } = await this.tokens.issue(form, bearer, this.#now);
    if (account && this.habits.recordsPrograms === true) {
      const time = microsOfMs(this.#now);
      const record = {
        time: formatInstant(time),
        user_id: account.userId,
        org_id: account.organisation,
        event_name: 'Assertion Request',
        result: 'Success',
        client_id: form.get('client_id'),
        request_id: `program-${this.tokens.issued}`,
      };
      this.add([{ time, record }]);
    }
    return answer;
  }

  #api({ path, params }: PlatformRequest, bearer: string | undefined) {
    if (bearer === undefined || !this.tokens.isValid(bearer, this.#now))
      return { status: 401, body: { error_message: 'the token is not valid' } };
    if (this.habits.isForbidden === true)
      return { status: 403, body: { error_message: 'not permitted to read the audit' } };
    if (path === '/v1/auth_audits') return answerAudits(this.#records, params, this.habits, this.#now);
    if (path === '/users') return { status: 200, body: answerUsers(this.users, params) };
    if (path === '/users/guids') return { status: 200, body: answerGuids(this.users, params) };
    return { status: 404, body: { error_message: 'there is nothing here' } };
  }
}
